export * from "./failure.ts";
export * from "./motion-plan.ts";
