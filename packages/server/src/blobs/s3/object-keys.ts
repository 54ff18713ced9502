import { isDigest } from "../digest.ts";

/** Where objects lie, below the place's prefix: as the files of a data folder do, so that either can be copied to the other. */
export const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;

const SET_ASIDE = "set-aside";

/** Below it lies what a sweep set aside of a blob, each time under a name of its own. */
export const asidePrefixOf = (sha256: string): string => `${SET_ASIDE}/${sha256}/`;

export interface ReadKey {
  readonly sha256: string;
  readonly isAside: boolean;
}

/** What a key means; undefined of one that is none of ours. */
export const readKey = (key: string): ReadKey | undefined => {
  const [folder = "", name = "", ...more] = key.split("/");
  if (folder === SET_ASIDE && isDigest(name) && more.length === 1) return { sha256: name, isAside: true };
  return isDigest(name) && key === keyOf(name) ? { sha256: name, isAside: false } : undefined;
};
