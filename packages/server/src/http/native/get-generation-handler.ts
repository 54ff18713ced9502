import { readGeneration } from "../../app/read-generation.ts";
import { createView } from "../../app/view.ts";
import { waitFor } from "../../app/wait-for.ts";
import { baseUrlOf } from "../base-url.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** One generation as it is now, or, with `?wait=N`, when it is settled or N seconds have gone by. */
export const getGenerationHandler: RouteHandler<"getGeneration"> = async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const { app } = context;
  const found = await readGeneration(app, caller, params.id);
  const limits = { timeoutMs: (query.wait ?? 0) * 1000, signal: disconnectSignal(reply.raw) };
  const generation = query.wait === undefined ? found : await waitFor(app, found, limits);
  return createView(app, baseUrlOf(app.config, request))(generation);
};
