export * from "./create-client.ts";
export type { EventsOptions } from "./generation-events.ts";
export { isGone, type FollowOptions } from "./follow-generation.ts";
export type { CallOptions, PlainCalls } from "./plain-calls.ts";
export * from "./server-unreachable.ts";
export type { ClientOptions } from "./transport.ts";
