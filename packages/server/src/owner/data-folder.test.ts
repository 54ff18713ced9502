import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimDataFolder, type DataFolderClaim, type OwnedFolder } from "./data-folder.ts";

const options = { clock: { now: () => 0 }, version: "0.1.0" };
let folder: string;
let children: ChildProcess[] = [];
let claims: OwnedFolder[] = [];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "kinora-owner-")), "data");
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const claim of claims) await claim.release();
  [children, claims] = [[], []];
  await rm(join(folder, ".."), { recursive: true, force: true });
});

const mustOwn = (claim: DataFolderClaim): OwnedFolder => {
  if (claim.kind !== "owned") throw new Error("somebody else has the folder");
  claims.push(claim);
  return claim;
};

/** Another process that holds the folder; resolves when it has it. */
const holdElsewhere = async (...args: string[]): Promise<ChildProcess> => {
  const program = join(import.meta.dirname, "hold-folder.fixture.ts");
  const child = spawn(process.execPath, [program, folder, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  for await (const line of createInterface(child.stdout)) {
    expect(line).toBe("owned");
    break;
  }
  return child;
};

test("the first process owns the folder, which is made for its user alone", async () => {
  mustOwn(await claimDataFolder(folder, options));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, "owner.lock"))).mode & 0o777).toBe(0o600);
});

test("the announcement says where the owner listens, to its user alone, and leaves no other file", async () => {
  const claim = mustOwn(await claimDataFolder(folder, options));
  await claim.announce({ url: "http://127.0.0.1:16688", token: "t0ken" });
  const path = join(folder, "owner.json");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
    pid: process.pid,
    url: "http://127.0.0.1:16688",
    token: "t0ken",
    version: "0.1.0",
    started_at: "1970-01-01T00:00:00.000Z",
  });
  expect((await readdir(folder)).toSorted()).toEqual(["owner.json", "owner.lock"]);
});

test("a second claim is told who owns the folder, within the same process too", async () => {
  const claim = mustOwn(await claimDataFolder(folder, options));
  await claim.announce({ url: "http://127.0.0.1:16688", token: "t0ken" });
  const second = await claimDataFolder(folder, options);
  expect(second).toMatchObject({ kind: "owned_elsewhere", owner: { url: "http://127.0.0.1:16688", pid: process.pid } });
  // Looking did not let the lock go.
  expect((await claimDataFolder(folder, options)).kind).toBe("owned_elsewhere");
});

test("another process is told of, and the folder is free at once when it is killed with SIGKILL", async () => {
  const child = await holdElsewhere("announce");
  expect(await claimDataFolder(folder, options)).toMatchObject({
    kind: "owned_elsewhere",
    owner: { pid: child.pid, url: "http://127.0.0.1:1", token: "secret" },
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  mustOwn(await claimDataFolder(folder, options));
  // The dead owner's address is gone before the new one's is there.
  expect(await readdir(folder)).toEqual(["owner.lock"]);
});

test("an owner that has not announced itself is waited for, and taken over when it dies meanwhile", async () => {
  const child = await holdElsewhere();
  const claiming = claimDataFolder(folder, options);
  child.kill("SIGKILL");
  mustOwn(await claiming);
});

test("the address of a dead owner is never used", async () => {
  const child = await holdElsewhere();
  await writeFile(
    join(folder, "owner.json"),
    JSON.stringify({ pid: 2 ** 22 + 1, url: "http://old", token: "old", version: "0", started_at: "" }),
  );
  const giveUp = new AbortController();
  const claiming = claimDataFolder(folder, { ...options, signal: giveUp.signal });
  giveUp.abort();
  await expect(claiming).rejects.toThrow(/abort/iu);
  expect(child.exitCode).toBeNull();
});

test("a released folder can be claimed again and its announcement is gone", async () => {
  const first = mustOwn(await claimDataFolder(folder, options));
  await first.announce({ url: "http://127.0.0.1:1", token: "t" });
  await first.release();
  claims = [];
  mustOwn(await claimDataFolder(folder, options));
  expect(await readdir(folder)).toEqual(["owner.lock"]);
});

test("a data folder that cannot be made is answered with a sentence", async () => {
  await writeFile(`${folder}-file`, "x");
  await expect(claimDataFolder(join(`${folder}-file`, "data"), options)).rejects.toMatchObject({
    code: "bad_option",
    message: expect.stringMatching(
      /cannot be made \(.+\): name another with --data-dir or KINORA_DATA_DIR\.$/u,
    ) as string,
  });
});
