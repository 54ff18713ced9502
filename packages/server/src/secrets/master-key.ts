import { hkdfSync, randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "@kinora/contract";
import { makePrivateFile } from "../private-file.ts";

/** Shorter texts can be guessed. */
export const MASTER_KEY_MIN_CHARS = 32;

/** What encrypts what is stored of providers. */
export interface MasterKey {
  /** Tells two master keys apart, and tells nothing of the key. */
  readonly id: string;
  /** 32 bytes, for AES-256. */
  readonly key: Uint8Array;
}

/** The master key that a text stands for: the content of the key file, or KINORA_MASTER_KEY. The same text gives the same key. */
export const masterKeyOf = (text: string): MasterKey => {
  const derive = (use: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync("sha256", text, "", `kinora/master-key/v1/${use}`, bytes));
  return { id: derive("id", 8).toString("hex"), key: derive("encryption", 32) };
};

export const masterKeyPath = (dataDir: string): string => join(dataDir, "master.key");

const unusable = (path: string, what: string, cause?: unknown): Failure =>
  new Failure("master_key_unusable", {
    detail: `The master key in ${path} ${what}: bring it back as it was, or remove it and set each provider's key again.`,
    cause,
  });

/** The text of the key file; undefined where there is none. Throws `master_key_unusable`. */
export const readMasterKeyFile = async (path: string): Promise<string | undefined> => {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unusable(path, "cannot be read", error);
  }
  if (text.length < MASTER_KEY_MIN_CHARS) throw unusable(path, "is cut short");
  return text;
};

/**
 * Makes the key file, on the disk when this returns, and gives its text: that of the one who was faster, where two make it
 * at once. What is sealed with a key must never outlive it.
 */
export const makeMasterKeyFile = async (path: string): Promise<string> => {
  const text = randomBytes(32).toString("base64");
  const isMade = await makePrivateFile(path, `${text}\n`);
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return isMade ? text : ((await readMasterKeyFile(path)) ?? text);
};
