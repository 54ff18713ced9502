import { ROUTES } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import { labelGeneration } from "../../app/label-generation.ts";
import { readAlsoTrashed, readGeneration } from "../../app/read-generation.ts";
import { restoreGeneration, trashGeneration } from "../../app/trash.ts";
import { createView, type View } from "../../app/view.ts";
import { baseUrlOf } from "../base-url.ts";
import { parseWith } from "../parse-with.ts";
import type { RouteCall, RouteHandler } from "./route-handlers.ts";

type KeepRoute = "labelGeneration" | "trashGeneration" | "restoreGeneration";

const shown = ({ context, request }: RouteCall<KeepRoute>, generation: Generation): ReturnType<View> =>
  createView(context.app, baseUrlOf(context.app.config, request))(generation);

/** Title, tags and star. */
export const labelGenerationHandler: RouteHandler<"labelGeneration"> = async (call) => {
  const { context, caller, params, request } = call;
  const labels = parseWith(ROUTES.labelGeneration.body, request.body);
  const generation = await readGeneration(context.app, caller, params.id);
  return shown(call, await labelGeneration(context.app, generation, labels));
};

/** Into the trash; again is harmless. */
export const trashGenerationHandler: RouteHandler<"trashGeneration"> = async (call) => {
  const { context, caller, params } = call;
  const generation = await readAlsoTrashed(context.app, caller, params.id);
  return shown(call, await trashGeneration(context.app, generation));
};

/** Out of the trash; again is harmless. */
export const restoreGenerationHandler: RouteHandler<"restoreGeneration"> = async (call) => {
  const { context, caller, params } = call;
  const generation = await readAlsoTrashed(context.app, caller, params.id);
  return shown(call, await restoreGeneration(context.app, generation));
};
