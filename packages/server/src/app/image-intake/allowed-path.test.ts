import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowedPath } from "./allowed-path.ts";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "kinora-paths-")));
  await mkdir(join(root, "allowed"));
  await mkdir(join(root, "allowed-not"));
  await writeFile(join(root, "allowed", "a.jpg"), "a");
  await writeFile(join(root, "allowed-not", "b.jpg"), "b");
  await symlink(join(root, "allowed"), join(root, "link-to-allowed"));
  await symlink(join(root, "allowed-not"), join(root, "allowed", "way-out"));
  await symlink(join(root, "nowhere"), join(root, "allowed", "dangling.jpg"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const outcomeOf = async (path: string, folders: readonly string[]): Promise<string> => {
  try {
    return await allowedPath(path, folders);
  } catch (error) {
    return error instanceof Failure ? error.code : "another error";
  }
};
const from = (...parts: string[]): Promise<string> => outcomeOf(join(root, ...parts), [join(root, "allowed")]);

test("a file in an allowed folder is read, also when the folder or the path goes over a link", async () => {
  expect(await from("allowed", "a.jpg")).toBe(join(root, "allowed", "a.jpg"));
  expect(await from("link-to-allowed", "a.jpg")).toBe(join(root, "allowed", "a.jpg"));
  expect(await outcomeOf(join(root, "allowed", "a.jpg"), [join(root, "link-to-allowed")])).toBe(
    join(root, "allowed", "a.jpg"),
  );
});

test("a folder whose name only begins alike is outside", async () => {
  expect(await from("allowed-not", "b.jpg")).toBe("image_path_forbidden");
});

test("a link inside that leads out is outside", async () => {
  expect(await from("allowed", "way-out", "b.jpg")).toBe("image_path_forbidden");
});

test("what does not exist is unreadable inside, and no more than forbidden outside", async () => {
  expect(await from("allowed", "none.jpg")).toBe("image_path_unreadable");
  expect(await from("allowed", "dangling.jpg")).toBe("image_path_unreadable");
  expect(await from("none", "none.jpg")).toBe("image_path_forbidden");
});

test("the sentence says why a path cannot be read", async () => {
  await symlink(join(root, "allowed", "circle.jpg"), join(root, "allowed", "circle.jpg"));
  const read = (name: string) => allowedPath(join(root, "allowed", name), [join(root, "allowed")]);
  await expect(read("none.jpg")).rejects.toThrow("(it does not exist)");
  await expect(read("circle.jpg")).rejects.toThrow("(its symbolic links lead in a circle)");
  await expect(read(`${"a".repeat(300)}.jpg`)).rejects.toThrow("(its name is too long)");
});

test.each(["a.jpg", "", "~/a.jpg", "/tmp/a\0.jpg", "file:///etc/hostname"])("%j is no absolute path", async (path) => {
  expect(await outcomeOf(path, ["/"])).toBe("image_path_unreadable");
});

test("with no allowed folder, nothing may be read", async () => {
  expect(await outcomeOf(join(root, "allowed", "a.jpg"), [])).toBe("image_path_forbidden");
});
