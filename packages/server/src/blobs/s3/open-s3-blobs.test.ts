import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { BlobStore } from "@kinora/domain";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openSwift, type Swift, swiftIsMissing } from "../../../../../test/swift/open-swift.ts";
import { blobPlaceSchema } from "../../config/blob-place.ts";
import { blobContract, type BlobFixture } from "../blob-contract.ts";
import { checkStorage } from "../check-storage.ts";
import { openS3Blobs } from "./open-s3-blobs.ts";

const reason = swiftIsMissing();
let swift: Swift;

const openAt = async (url: string): Promise<BlobFixture & { readonly folder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-s3-"));
  const blobs = await openS3Blobs({ place: blobPlaceSchema.parse(url), folder: join(folder, "copies") });
  return {
    blobs,
    folder,
    dispose: async () => {
      await blobs.close?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const withBlobs = async (url: string, use: (blobs: BlobStore, folder: string) => Promise<void>): Promise<void> => {
  const fixture = await openAt(url);
  try {
    await use(fixture.blobs, fixture.folder);
  } finally {
    await fixture.dispose();
  }
};

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
};
const hello = (): AsyncIterable<Uint8Array> => once(Buffer.from("hello world"));
const NOBODY = "0".repeat(64);

describe.skipIf(reason !== undefined)(`S3${reason === undefined ? "" : ` (${reason})`}`, () => {
  beforeAll(async () => {
    swift = await openSwift();
    for (const [name, value] of Object.entries(swift.environment)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await swift[Symbol.asyncDispose]();
  });

  blobContract("S3", async () => openAt(await swift.newBucket()));

  test("a large file goes up in parts, and each byte comes back", async () => {
    await withBlobs(await swift.newBucket(), async (blobs, folder) => {
      const bytes = randomBytes(20 * 1024 * 1024 + 7);
      const path = join(folder, "film");
      await writeFile(path, bytes);
      const { sha256 } = await blobs.putFile(path);
      expect((await buffer(blobs.read(sha256))).equals(bytes)).toBe(true);
      const middle = await buffer(blobs.read(sha256, { start: 8_388_600, end: 8_388_700 }));
      expect(middle.equals(bytes.subarray(8_388_600, 8_388_701))).toBe(true);
    });
  });

  test("another node sees what one stored, and fetches it for a file once", async () => {
    const url = await swift.newBucket();
    await withBlobs(url, async (one) => {
      const { sha256 } = await one.put(hello());
      await withBlobs(url, async (other, folder) => {
        const use = (): Promise<string[]> => readdir(join(folder, "copies"));
        const [first, second] = await Promise.all([other.withFile(sha256, use), other.withFile(sha256, use)]);
        expect([first.length, second.length]).toEqual([1, 1]);
        expect((await use()).length).toBe(1);
      });
    });
  });

  test("a closed store leaves no copies", async () => {
    const fixture = await openAt(await swift.newBucket());
    const { blobs, folder } = fixture;
    await blobs.put(hello());
    expect((await readdir(join(folder, "copies"))).length).toBe(1);
    await blobs.close?.();
    expect(await readdir(folder)).toEqual([]);
    await fixture.dispose();
  });

  test("a presigned address gives the bytes, or a range of them, under a type and a name, to whoever has it", async () => {
    await withBlobs(await swift.newBucket(), async (blobs) => {
      const { sha256 } = await blobs.put(hello());
      const wish = { forSeconds: 60, mediaType: "video/mp4", disposition: 'inline; filename="clip.mp4"' };
      const url = (await blobs.presign?.(sha256, wish)) ?? "";
      const answer = await fetch(url, { headers: { range: "bytes=6-" } });
      expect([answer.status, await answer.text()]).toEqual([206, "world"]);
      expect(answer.headers.get("content-type")).toBe("video/mp4");
      expect(answer.headers.get("content-disposition")).toBe('inline; filename="clip.mp4"');
      expect((await fetch(url.replace(sha256, NOBODY))).status).toBe(403);
    });
  });

  test("while the server is away a request says so, and afterwards everything is there", async () => {
    await withBlobs(await swift.newBucket(), async (blobs) => {
      const { sha256 } = await blobs.put(hello());
      await swift.stop();
      const away = { code: "storage_unreachable", message: expect.stringContaining("does not answer") as string };
      await expect(blobs.stat(sha256)).rejects.toMatchObject(away);
      await expect(blobs.put(once(Buffer.from("more")))).rejects.toMatchObject(away);
      await expect(blobs.check()).rejects.toMatchObject(away);
      await swift.start();
      expect((await buffer(blobs.read(sha256))).toString()).toBe("hello world");
    });
  });

  test("a server that takes the connection and says nothing is given up", async () => {
    await withBlobs(await swift.newBucket(), async (blobs) => {
      swift.pause();
      try {
        await expect(blobs.check()).rejects.toMatchObject({ code: "storage_unreachable" });
      } finally {
        swift.resume();
      }
      await expect(blobs.check()).resolves.toBeUndefined();
    });
  });

  test.each([
    ["AWS_SECRET_ACCESS_KEY", "wrong", "The keys for S3 are not accepted for the bucket"],
    ["AWS_ACCESS_KEY_ID", "nobody", "The keys for S3 are not accepted for the bucket"],
  ])("a wrong %s is named, and not repeated", async (name, value, words) => {
    const url = await swift.newBucket();
    vi.stubEnv(name, value);
    try {
      await withBlobs(url, async (blobs) => {
        const wrong = { code: "storage_misconfigured", message: expect.stringContaining(words) as string };
        await expect(blobs.check()).rejects.toMatchObject(wrong);
        await expect(blobs.put(hello())).rejects.toMatchObject(wrong);
      });
    } finally {
      vi.stubEnv(name, swift.environment[name] ?? "");
    }
  });

  test("a missing bucket is told from a missing file", async () => {
    const url = (await swift.newBucket()).replace(/bucket-\d+/u, "no-such-bucket");
    await withBlobs(url, async (blobs) => {
      const wrong = {
        code: "storage_misconfigured",
        message: expect.stringContaining("no bucket no-such-bucket") as string,
      };
      await expect(blobs.check()).rejects.toMatchObject(wrong);
      await expect(blobs.stat(NOBODY)).rejects.toMatchObject(wrong);
      await expect(buffer(blobs.read(NOBODY))).rejects.toMatchObject(wrong);
    });
  });

  test("doctor tries what the keys may do, says how much is stored, and leaves nothing", async () => {
    const url = await swift.newBucket();
    const asked = { dataDir: "/nowhere", blobs: blobPlaceSchema.parse(url) };
    await withBlobs(url, async (blobs) => {
      await blobs.put(hello());
      const says = `The bucket ${asked.blobs.bucket} can be used; it holds 1 files of 1 KiB.`;
      expect(await checkStorage(asked)).toContainEqual({ id: "storage", verdict: "ok", says });
      expect(await checkStorage(asked)).toContainEqual({ id: "storage", verdict: "ok", says });
    });
    const [missing] = await checkStorage({ ...asked, blobs: { ...asked.blobs, bucket: "no-such-bucket" } });
    expect(missing).toMatchObject({ verdict: "fail", says: expect.stringContaining("There is no bucket") as string });
  });

  test("a wrong region is named", async () => {
    const url = (await swift.newBucket()).replace("us-east-1", "eu-nowhere-9");
    await withBlobs(url, async (blobs) => {
      await expect(blobs.put(hello())).rejects.toMatchObject({
        code: "storage_misconfigured",
        message: expect.stringContaining("not in the region eu-nowhere-9") as string,
      });
    });
  });
});
