import { Failure } from "@kinora/contract";
import type { EngineRunner } from "./engine-runner.ts";

const missing = (): Promise<never> =>
  Promise.reject(new Failure("engine_failed", { detail: "The engine is not wired yet." }));

/** The embedded engine through `@kinora/engine`: one child process a run. */
export const createChildEngineRunner = (): EngineRunner => ({ render: missing, plan: missing, inspect: missing });
