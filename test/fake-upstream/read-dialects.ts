import { existsSync, readdirSync } from "node:fs";
import type { Dialect } from "./dialect.ts";

const ADAPTERS = new URL("../../packages/providers/src/", import.meta.url);

/** The dialect of every adapter, out of its own folder (`testing/dialect.ts`): nobody keeps a list. */
export const readDialects = (): Promise<readonly Dialect[]> => {
  const files = readdirSync(ADAPTERS)
    .map((name) => new URL(`${name}/testing/dialect.ts`, ADAPTERS))
    .filter((file) => existsSync(file));
  return Promise.all(files.map(async ({ href }) => ((await import(href)) as { readonly dialect: Dialect }).dialect));
};
