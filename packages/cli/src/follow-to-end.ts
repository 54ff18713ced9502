import type { GenerationView } from "@kinora/contract";
import type { Gateway } from "./connect.ts";

interface FollowToEndOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (generation: GenerationView) => void;
}

/** Broken looks in a row before it is asked who serves now. */
const TRIES_BEFORE_MOVING = 2;

/** Follows a generation until nothing more happens by itself, also across the death of the server that has it. */
export const followToEnd = (gateway: Gateway, id: string, options: FollowToEndOptions): Promise<GenerationView> =>
  gateway.call((client) => client.follow(id, { ...options, tries: TRIES_BEFORE_MOVING }));
