import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testContext } from "../__fixtures__/test-context.ts";
import { checkImageSize, readImageArgument } from "./image-argument.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-image-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (argument: string): ReturnType<typeof readImageArgument> =>
  readImageArgument(argument, testContext({ workingDir: folder }));

test("a path is read as a file with its own name, Unicode included", async () => {
  await writeFile(join(folder, "山 und Wolken.jpg"), "JPEG");
  const { stem, image } = await read("山 und Wolken.jpg");
  expect(stem).toBe("山 und Wolken");
  expect(image).toMatchObject({ name: "山 und Wolken.jpg", size: 4 });
  expect(await (image as File).text()).toBe("JPEG");
});

test("an address goes on as an address, and names the video after its last part", async () => {
  expect(await read("https://example.com/a/lake%20view.png?size=1")).toEqual({
    title: "https://example.com/a/lake%20view.png?size=1",
    stem: "lake view",
    image: { url: "https://example.com/a/lake%20view.png?size=1" },
  });
  expect((await read("http://example.com/")).stem).toBe("animation");
});

test("a file address is a path", async () => {
  await writeFile(join(folder, "a.jpg"), "JPEG");
  expect((await read(`file://${folder}/a.jpg`)).stem).toBe("a");
});

test("a picture that the server would refuse for its size is refused before it is sent", async () => {
  await writeFile(join(folder, "big.jpg"), Buffer.alloc(3 * 1024 * 1024));
  const client = { limits: () => Promise.resolve({ upload_max_bytes: 2 * 1024 * 1024 }) } as Parameters<
    typeof checkImageSize
  >[1];
  await expect(checkImageSize(await read("big.jpg"), client, new AbortController().signal)).rejects.toThrow(
    "big.jpg has 3 MiB, and this server takes 2 MiB: make it smaller.",
  );
});
