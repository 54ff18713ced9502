import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgeRoom } from "./check-data-folder.ts";
import { judgeEncoders } from "./check-encoders.ts";
import { checkInstallation } from "./check-installation.ts";
import { checkMasterKey } from "./check-master-key.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-doctor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();

test("on this machine nothing fails, each thing is checked once, and nothing is left in the data folder", async () => {
  const findings = await checkInstallation({ dataDir: folder }, signal);
  expect(findings.map(({ id }) => id)).toEqual(["data folder", "encoder", "decoder", "pictures"]);
  expect(findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test("a data folder that is a file fails, with what to do", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  const [finding] = await checkInstallation({ dataDir: file }, signal);
  expect(finding).toMatchObject({
    verdict: "fail",
    remedy: "Give it to this user, or name another with KINORA_DATA_DIR.",
  });
});

test("a key file that others can read is a warning, and one that is cut short a failure", async () => {
  const path = join(folder, "master.key");
  expect(await checkMasterKey(folder, "linux")).toEqual([]);
  await writeFile(path, "k".repeat(44), { mode: 0o600 });
  expect(await checkMasterKey(folder, "linux")).toEqual([
    {
      id: "master key",
      verdict: "ok",
      says: `${path} opens the stored keys, and is this user's alone: keep a copy of it.`,
    },
  ]);
  await chmod(path, 0o640);
  expect(await checkMasterKey(folder, "linux")).toMatchObject([
    { verdict: "warn", says: `Others can read ${path}.`, remedy: `Take that away: chmod 600 ${path}` },
  ]);
  await writeFile(path, "k");
  expect(await checkMasterKey(folder, "linux")).toMatchObject([{ verdict: "fail" }]);
});

test("little room is a warning, and too little a failure", () => {
  const GIB = 1024 ** 3;
  expect(judgeRoom("/d", 40 * GIB)).toEqual({
    id: "data folder",
    verdict: "ok",
    says: "/d can be written; 40 GiB are free.",
  });
  expect(judgeRoom("/d", GIB).verdict).toBe("warn");
  expect(judgeRoom("/d", GIB / 10).verdict).toBe("fail");
});

test("only the slow encoder is a warning, and none a failure", () => {
  expect(judgeEncoders(["node-av", "ffmpeg", "wasm"])).toEqual({
    id: "encoder",
    verdict: "ok",
    says: "node-av makes the videos.",
  });
  expect(judgeEncoders(["ffmpeg", "wasm"]).says).toBe("ffmpeg makes the videos (node-av does not work here).");
  expect(judgeEncoders(["wasm"]).verdict).toBe("warn");
  expect(judgeEncoders([])).toMatchObject({ verdict: "fail", says: "No video encoder works." });
});
