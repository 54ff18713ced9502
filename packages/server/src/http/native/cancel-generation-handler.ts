import { cancelGeneration } from "../../app/cancel-generation.ts";
import { readGeneration } from "../../app/read-generation.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** 202: the wish is recorded. */
export const cancelGenerationHandler: RouteHandler<"cancelGeneration"> = async ({ context, caller, params, reply }) => {
  const generation = await readGeneration(context.app, caller, params.id);
  const answer = await cancelGeneration(context.app, generation);
  void reply.code(202);
  return answer;
};
