export * from "./choose-model.ts";
export * from "./generation-event.ts";
export * from "./generation-id.ts";
export * from "./generation.ts";
export * from "./next.ts";
export * from "./ports.ts";
export * from "./provider.ts";
