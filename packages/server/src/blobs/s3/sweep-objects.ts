import { randomUUID } from "node:crypto";
import type { BlobStore, BlobSweep } from "@kinora/domain";
import type { Bucket, ListedObject } from "./bucket.ts";
import { asidePrefixOf, keyOf, type ReadKey, readKey } from "./object-keys.ts";

/** One sweep looks at so many lists of a thousand objects at the most; the next one goes on behind them. */
const LISTS_A_SWEEP = 100;
/** Uploads in parts that have not ended in that time never will. */
const UPLOADS_END_WITHIN_MS = 86_400_000;

type Wish = Parameters<BlobStore["sweep"]>[0];
type Old = ListedObject & ReadKey;
type Deeds = { -readonly [Name in Exclude<keyof BlobSweep, "stored">]: number };

interface Sweeping {
  readonly bucket: Bucket;
  readonly wish: Wish;
  readonly deeds: Deeds;
  /** Keys of what this very sweep set aside: only a later one deletes it. */
  readonly fresh: Set<string>;
}

/** Set aside by a copy of its own, before the object goes: who sweeps at the same time cannot take it away. */
const setAside = async ({ bucket, wish, deeds, fresh }: Sweeping, { sha256 }: Old): Promise<void> => {
  const key = keyOf(sha256);
  const now = await bucket.head(key);
  if (now === undefined || now.storedAtMs >= wish.storedBeforeMs) return;
  const asideKey = asidePrefixOf(sha256) + randomUUID();
  fresh.add(asideKey);
  if (!(await bucket.copy(key, asideKey))) return;
  await bucket.remove(key);
  deeds.setAside += 1;
};

/** Makes sure that the blob has its own object again, then gives up the copy that lay aside. */
const takeBack = async ({ bucket, deeds }: Sweeping, { key, sha256 }: Old): Promise<void> => {
  if ((await bucket.head(keyOf(sha256))) === undefined) {
    if (!(await bucket.copy(key, keyOf(sha256)))) return;
    deeds.restored += 1;
  }
  await bucket.remove(key);
};

const settle = async (sweeping: Sweeping, old: readonly Old[]): Promise<void> => {
  const { bucket, wish, deeds } = sweeping;
  const unwanted = new Set(await wish.unreferenced([...new Set(old.map(({ sha256 }) => sha256))]));
  for (const object of old) {
    const isUnwanted = unwanted.has(object.sha256);
    if (object.isAside && isUnwanted) {
      await bucket.remove(object.key);
      deeds.deleted += 1;
      deeds.deletedBytes += object.bytes;
    } else if (object.isAside) {
      await takeBack(sweeping, object);
    } else if (isUnwanted) {
      await setAside(sweeping, object);
    }
  }
};

const oursAmong = (listed: readonly ListedObject[]): Old[] =>
  listed.flatMap((object) => {
    const read = readKey(object.key);
    return read === undefined ? [] : [{ ...object, ...read }];
  });

/** Sweeps a bucket, a part of it at a time where it is large. */
export const createObjectSweep = (bucket: Bucket): BlobStore["sweep"] => {
  let afterKey: string | undefined;
  return async (wish) => {
    const deeds: Deeds = { setAside: 0, deleted: 0, deletedBytes: 0, restored: 0 };
    const sweeping = { bucket, wish, deeds, fresh: new Set<string>() };
    const stored = { files: 0, bytes: 0 };
    const isFromTheStart = afterKey === undefined;
    for (let lists = 0; lists < LISTS_A_SWEEP; lists += 1) {
      const listed = await bucket.list({ ...(afterKey !== undefined && { afterKey }) });
      const ours = oursAmong(listed);
      for (const { bytes } of ours.filter(({ isAside }) => !isAside)) {
        stored.files += 1;
        stored.bytes += bytes;
      }
      const isOld = ({ key, storedAtMs }: Old): boolean => storedAtMs < wish.storedBeforeMs && !sweeping.fresh.has(key);
      await settle(sweeping, ours.filter(isOld));
      afterKey = listed.at(-1)?.key;
      if (afterKey === undefined) break;
    }
    if (afterKey !== undefined) return { ...deeds, stored: undefined };
    await bucket.abandonUploads(wish.nowMs - UPLOADS_END_WITHIN_MS);
    return { ...deeds, stored: isFromTheStart ? stored : undefined };
  };
};
