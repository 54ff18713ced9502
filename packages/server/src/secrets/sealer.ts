import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Failure } from "@kinora/contract";
import { makeMasterKeyFile, type MasterKey, masterKeyOf, masterKeyPath, readMasterKeyFile } from "./master-key.ts";

export interface Sealed {
  readonly masterKeyId: string;
  /** Nonce (12 bytes), tag (16 bytes), ciphertext. */
  readonly sealed: Uint8Array;
}

/** Encrypts what is stored of providers, or of webhooks. What belongs to one owner cannot be opened as another's. */
export interface Sealer {
  /** With KINORA_MASTER_KEY where it is given, else with the key file, which is made when it is first needed. */
  seal(owner: string, text: string): Promise<Sealed>;
  /** Throws `master_key_unusable`, with what to do, where no master key of this server opens it. */
  open(owner: string, sealed: Sealed): Promise<string>;
}

/** What is sealed: what is sealed as one thing cannot be opened as another. */
export interface Sealing {
  readonly name: string;
  /** How an owner's secret is made anew, as the end of a sentence. */
  readonly again: (owner: string) => string;
}

const PROVIDER_SETUP: Sealing = {
  name: "provider-setup",
  again: (provider) => `set the key again (kinora providers set ${provider})`,
};

export interface SealerOptions {
  /** The setups of providers where nothing is said. */
  readonly sealing?: Sealing;
  readonly dataDir: string;
  /** KINORA_MASTER_KEY. */
  readonly given: string | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The text that a sealed one is bound to. */
const bindingOf = ({ name }: Sealing, owner: string): Buffer => Buffer.from(`kinora/${name}/v1/${owner}`);

const encrypt = ({ id, key }: MasterKey, binding: Buffer, text: string): Sealed => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(binding);
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return { masterKeyId: id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]) };
};

/** Throws where a bit was changed, or it is another owner's. */
const decrypt = ({ key }: MasterKey, binding: Buffer, sealed: Uint8Array): string => {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(binding)
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
};

const openWith = (
  key: MasterKey,
  { sealing, owner }: { readonly sealing: Sealing; readonly owner: string },
  sealed: Uint8Array,
): string => {
  try {
    return decrypt(key, bindingOf(sealing, owner), sealed);
  } catch (cause) {
    throw new Failure("master_key_unusable", {
      detail: `What is stored of ${owner} is damaged: ${sealing.again(owner)}, or restore the database from a backup.`,
      cause,
    });
  }
};

export const createSealer = ({ dataDir, given, sealing = PROVIDER_SETUP }: SealerOptions): Sealer => {
  const path = masterKeyPath(dataDir);
  const fromEnvironment = given === undefined ? undefined : masterKeyOf(given);
  const fromFile = async (): Promise<MasterKey | undefined> => {
    const text = await readMasterKeyFile(path);
    return text === undefined ? undefined : masterKeyOf(text);
  };
  return {
    seal: async (owner, text) => {
      const key = fromEnvironment ?? (await fromFile()) ?? masterKeyOf(await makeMasterKeyFile(path));
      return encrypt(key, bindingOf(sealing, owner), text);
    },
    open: async (owner, { masterKeyId, sealed }) => {
      if (fromEnvironment?.id === masterKeyId) return openWith(fromEnvironment, { sealing, owner }, sealed);
      const key = await fromFile();
      if (key?.id === masterKeyId) return openWith(key, { sealing, owner }, sealed);
      throw new Failure("master_key_unusable", {
        detail: `What is stored of ${owner} was encrypted with another master key (${masterKeyId}): bring back KINORA_MASTER_KEY or ${path} as it was, or ${sealing.again(owner)}.`,
      });
    },
  };
};
