import { randomUUID } from "node:crypto";
import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { Failure } from "@kinora/contract";
import type { Finding } from "../app/installation/finding.ts";
import type { Config } from "../config/config.ts";
import type { S3Place } from "../config/blob-place.ts";
import { isDigest } from "./digest.ts";
import type { Bucket } from "./s3/bucket.ts";
import { readKey } from "./s3/object-keys.ts";

interface Sum {
  files: number;
  bytes: number;
}

const id = "storage";
const MEBIBYTE = 1024 ** 2;
/** A bucket is counted so far: a look, not an audit. */
const COUNTED_AT_MOST = 100_000;

/** @internal for its test */
export const sizeInWords = (bytes: number): string => {
  if (bytes < MEBIBYTE) return `${Math.ceil(bytes / 1024)} KiB`;
  return bytes < 10_240 * MEBIBYTE
    ? `${Math.round(bytes / MEBIBYTE)} MiB`
    : `${Math.round(bytes / 1024 / MEBIBYTE)} GiB`;
};

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const entriesOf = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Looks only: another process may own the folder. */
const sumOfFiles = async (folder: string): Promise<Sum> => {
  const sum = { files: 0, bytes: 0 };
  for (const parent of await entriesOf(folder)) {
    for (const name of await entriesOf(join(folder, parent))) {
      if (!isDigest(name)) continue;
      sum.files += 1;
      sum.bytes += await sizeOf(join(folder, parent, name));
    }
  }
  return sum;
};

const sumOfObjects = async (bucket: Bucket): Promise<Sum> => {
  const sum = { files: 0, bytes: 0 };
  let afterKey: string | undefined;
  do {
    const listed = await bucket.list({ ...(afterKey !== undefined && { afterKey }) });
    for (const { key, bytes } of listed) {
      if (readKey(key) === undefined) continue;
      sum.files += 1;
      sum.bytes += bytes;
    }
    afterKey = listed.at(-1)?.key;
  } while (afterKey !== undefined && sum.files < COUNTED_AT_MOST);
  return sum;
};

/** Whether the keys may do all that is done in the bucket: one small object comes, is read, copied, and goes. */
const tryRights = async (bucket: Bucket): Promise<void> => {
  const key = `doctor/${randomUUID()}`;
  const path = join(tmpdir(), `kinora-${randomUUID()}`);
  await writeFile(path, "doctor", { mode: 0o600 });
  try {
    await bucket.put(key, path);
    const found = await bucket.get(key, { start: 0 });
    if (found === undefined || (await buffer(found.body)).toString() !== "doctor") throw unlike();
    await bucket.copy(key, `${key}-copy`);
  } finally {
    await rm(path, { force: true });
    await bucket.remove(`${key}-copy`);
    await bucket.remove(key);
  }
};

const unlike = (): Failure =>
  new Failure("storage_misconfigured", { detail: "The bucket does not give back what was written into it." });

const checkBucket = async (place: S3Place): Promise<Finding> => {
  const { openBucket } = await import("./s3/open-bucket.ts");
  const bucket = await openBucket(place);
  try {
    await bucket.check();
    await tryRights(bucket);
    const { files, bytes } = await sumOfObjects(bucket);
    const atLeast = files >= COUNTED_AT_MOST ? "at least " : "";
    const says = `The bucket ${place.bucket} can be used; it holds ${atLeast}${files} files of ${sizeInWords(bytes)}.`;
    return { id, verdict: "ok", says };
  } catch (error) {
    return { id, verdict: "fail", says: error instanceof Error ? error.message : String(error) };
  } finally {
    bucket.close();
  }
};

/** How much is stored, and whether the storage can be used. Opens no gateway, and changes nothing that one has. */
export const checkStorage = async ({ dataDir, blobs }: Pick<Config, "dataDir" | "blobs">): Promise<Finding[]> => {
  const [rows, log] = await Promise.all(["kinora.db", "kinora.db-wal"].map((name) => sizeOf(join(dataDir, name))));
  const database = `The database has ${sizeInWords((rows ?? 0) + (log ?? 0))}.`;
  if (blobs !== undefined) return [await checkBucket(blobs), { id, verdict: "ok", says: database }];
  const { files, bytes } = await sumOfFiles(join(dataDir, "blobs"));
  return [{ id, verdict: "ok", says: `${files} files of ${sizeInWords(bytes)} are stored. ${database}` }];
};
