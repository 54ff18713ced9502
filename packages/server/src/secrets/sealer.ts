import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Failure } from "@kinora/contract";
import { makeMasterKeyFile, type MasterKey, masterKeyOf, masterKeyPath, readMasterKeyFile } from "./master-key.ts";

export interface Sealed {
  readonly masterKeyId: string;
  /** Nonce (12 bytes), tag (16 bytes), ciphertext. */
  readonly sealed: Uint8Array;
}

/** Encrypts what is stored of providers. What belongs to one provider cannot be opened as another's. */
export interface Sealer {
  /** With KINORA_MASTER_KEY where it is given, else with the key file, which is made when it is first needed. */
  seal(provider: string, text: string): Promise<Sealed>;
  /** Throws `master_key_unusable`, with what to do, where no master key of this server opens it. */
  open(provider: string, sealed: Sealed): Promise<string>;
}

export interface SealerOptions {
  readonly dataDir: string;
  /** KINORA_MASTER_KEY. */
  readonly given: string | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const associated = (provider: string): Buffer => Buffer.from(`kinora/provider-setup/v1/${provider}`);

const encrypt = ({ id, key }: MasterKey, provider: string, text: string): Sealed => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated(provider));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return { masterKeyId: id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]) };
};

/** Throws where a bit was changed, or it is another provider's. */
const decrypt = ({ key }: MasterKey, provider: string, sealed: Uint8Array): string => {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(associated(provider))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
};

const setAgain = (provider: string): string => `set the key again (kinora providers set ${provider})`;

const openWith = (key: MasterKey, provider: string, sealed: Uint8Array): string => {
  try {
    return decrypt(key, provider, sealed);
  } catch (cause) {
    throw new Failure("master_key_unusable", {
      detail: `What is stored of ${provider} is damaged: ${setAgain(provider)}, or restore the database from a backup.`,
      cause,
    });
  }
};

export const createSealer = ({ dataDir, given }: SealerOptions): Sealer => {
  const path = masterKeyPath(dataDir);
  const fromEnvironment = given === undefined ? undefined : masterKeyOf(given);
  const fromFile = async (): Promise<MasterKey | undefined> => {
    const text = await readMasterKeyFile(path);
    return text === undefined ? undefined : masterKeyOf(text);
  };
  return {
    seal: async (provider, text) => {
      const key = fromEnvironment ?? (await fromFile()) ?? masterKeyOf(await makeMasterKeyFile(path));
      return encrypt(key, provider, text);
    },
    open: async (provider, { masterKeyId, sealed }) => {
      if (fromEnvironment?.id === masterKeyId) return openWith(fromEnvironment, provider, sealed);
      const key = await fromFile();
      if (key?.id === masterKeyId) return openWith(key, provider, sealed);
      throw new Failure("master_key_unusable", {
        detail: `What is stored of ${provider} was encrypted with another master key (${masterKeyId}): bring back KINORA_MASTER_KEY or ${path} as it was, or ${setAgain(provider)}.`,
      });
    },
  };
};
