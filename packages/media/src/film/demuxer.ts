import { createRequire } from "node:module";
import type * as Mediabunny from "mediabunny";

/** Its CommonJS build is one file, its ES build seventy: required, it is there in a quarter of the time. */
export const demuxer = createRequire(import.meta.url)("mediabunny") as typeof Mediabunny;
