/**
 * The words that clients need to run: no schema is behind this door, and so no zod. The SDK and the studio take what is more
 * than a type from here only (`npm run law`).
 */
export * from "./acts.ts";
export * from "./failure.ts";
export * from "./key-words.ts";
export * from "./motion-words.ts";
export * from "./problem.ts";
export * from "./route-addresses.ts";
export * from "./statuses.ts";
