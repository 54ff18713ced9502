import type { PresignWish } from "@kinora/domain";

/** An object as the storage tells of it. */
export interface StoredObject {
  readonly bytes: number;
  /** When it was written, by the storage's clock: milliseconds since 1970. */
  readonly storedAtMs: number;
}

export interface ListedObject extends StoredObject {
  /** Without the place's prefix. */
  readonly key: string;
}

/** From `start` to `end` inclusive; to the last one without an end. */
export interface ByteSpan {
  readonly start: number;
  readonly end?: number;
}

/** A transfer that has begun. */
export interface OpenObject {
  readonly body: AsyncIterable<Uint8Array>;
  /** How many are to come. */
  readonly bytes: number;
}

/**
 * One bucket, by its own requests; keys are without the place's prefix. Whatever a request throws is a Failure, `storage_unreachable`
 * or `storage_misconfigured`.
 */
export interface Bucket {
  head(key: string): Promise<StoredObject | undefined>;
  /** Undefined where there is no such object. */
  get(key: string, span: ByteSpan): Promise<OpenObject | undefined>;
  /** Writes a file as one object: nobody sees it before it is whole. */
  put(key: string, path: string): Promise<void>;
  /** False where there is nothing to copy (any more). */
  copy(fromKey: string, toKey: string): Promise<boolean>;
  /** Harmless where there is none. */
  remove(key: string): Promise<void>;
  /** The objects after a key, in the order of their keys, some at a time. */
  list(where: { readonly prefix?: string; readonly afterKey?: string }): Promise<readonly ListedObject[]>;
  /** Gives up the uploads in parts that somebody began before that moment and did not end. */
  abandonUploads(beforeMs: number): Promise<void>;
  presign(key: string, wish: PresignWish): Promise<string>;
  /** Throws where the bucket cannot be used. */
  check(): Promise<void>;
  close(): void;
}
