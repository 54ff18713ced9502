import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSealer, type Sealed } from "./sealer.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "kinora-sealer-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const sealer = (given?: string): ReturnType<typeof createSealer> => createSealer({ dataDir, given });
const masterKeyFile = (): string => join(dataDir, "master.key");

test("what is sealed opens again, also in a new process, and the key file is made once for this user alone", async () => {
  const sealed = await sealer().seal("acme", "a secret");
  const made = await readFile(masterKeyFile(), "utf8");
  expect((await stat(masterKeyFile())).mode & 0o777).toBe(0o600);
  expect(await sealer().open("acme", sealed)).toBe("a secret");
  await sealer().seal("acme", "another");
  expect(await readFile(masterKeyFile(), "utf8")).toBe(made);
  expect(await readdir(dataDir)).toEqual(["master.key"]);
});

test("two who make the key file at once seal with one key", async () => {
  const [one, two] = await Promise.all([sealer().seal("a", "first"), sealer().seal("b", "second")]);
  expect(await sealer().open("a", one)).toBe("first");
  expect(await sealer().open("b", two)).toBe("second");
  expect(await readdir(dataDir)).toEqual(["master.key"]);
});

test("what was sealed as one thing cannot be opened as another", async () => {
  const sealed = await sealer().seal("acme", "a secret");
  const other = createSealer({ dataDir, given: undefined, sealing: { name: "other", again: () => "make it again" } });
  await expect(other.open("acme", sealed)).rejects.toThrow(/^What is stored of acme is damaged: make it again, or/u);
});

test("the same text is never sealed to the same bytes, and stands in none of them", async () => {
  const one = await sealer().seal("acme", "a secret");
  const two = await sealer().seal("acme", "a secret");
  expect(one.masterKeyId).toBe(two.masterKeyId);
  expect(Buffer.from(one.sealed).equals(Buffer.from(two.sealed))).toBe(false);
  expect(Buffer.from(one.sealed).includes("a secret")).toBe(false);
  // Nonce, tag, and a byte for each of the text.
  expect(one.sealed.byteLength).toBe(12 + 16 + 8);
});

test("what is one provider's cannot be opened as another's", async () => {
  const sealed = await sealer().seal("acme", "a secret");
  await expect(sealer().open("evil", sealed)).rejects.toMatchObject({
    code: "master_key_unusable",
    message:
      "What is stored of evil is damaged: set the key again (kinora providers set evil), or restore the database from a backup.",
  });
});

test.each([0, 11, 12, 27, 28, 35])("a bit that was changed in byte %i is found", async (index) => {
  const { masterKeyId, sealed } = await sealer().seal("acme", "a secret");
  sealed[index] = (sealed[index] ?? 0) ^ 1;
  await expect(sealer().open("acme", { masterKeyId, sealed })).rejects.toThrow(/^What is stored of acme is damaged/u);
});

test.each([0, 5, 20])("what was cut to %i bytes is damaged, and no crash", async (bytes) => {
  const { masterKeyId, sealed } = await sealer().seal("acme", "a secret");
  const cut: Sealed = { masterKeyId, sealed: sealed.subarray(0, bytes) };
  await expect(sealer().open("acme", cut)).rejects.toThrow(/^What is stored of acme is damaged/u);
});

test("the key file's text as KINORA_MASTER_KEY is the same key, and what the file sealed opens beside another one", async () => {
  const sealed = await sealer().seal("acme", "a secret");
  const text = (await readFile(masterKeyFile(), "utf8")).trim();
  expect(await sealer("o".repeat(40)).open("acme", sealed)).toBe("a secret");
  await rm(masterKeyFile());
  expect(await sealer(text).open("acme", sealed)).toBe("a secret");
});

test("KINORA_MASTER_KEY seals where it is given, and needs no file", async () => {
  const sealed = await sealer("o".repeat(40)).seal("acme", "a secret");
  expect(await readdir(dataDir)).toEqual([]);
  await expect(sealer("p".repeat(40)).open("acme", sealed)).rejects.toThrow(
    /^What is stored of acme was encrypted with another master key \([0-9a-f]{16}\): bring back KINORA_MASTER_KEY or .+master\.key as it was, or set the key again \(kinora providers set acme\)\.$/u,
  );
});

test("a key file that is cut short is never written over: what it sealed may come back with it", async () => {
  await writeFile(masterKeyFile(), "c3Vu\n");
  await expect(sealer().seal("acme", "a secret")).rejects.toMatchObject({
    code: "master_key_unusable",
    message: `The master key in ${masterKeyFile()} is cut short: bring it back as it was, or remove it and set each provider's key again.`,
  });
  expect(await readFile(masterKeyFile(), "utf8")).toBe("c3Vu\n");
});

test.skipIf(process.getuid?.() === 0)("a key file that cannot be read is said", async () => {
  await sealer().seal("acme", "a secret");
  await chmod(masterKeyFile(), 0);
  await expect(sealer().seal("acme", "a secret")).rejects.toThrow(/cannot be read: bring it back as it was/u);
});
