import { ROUTES } from "@kinora/contract";
import { readGeneration } from "../../app/read-generation.ts";
import { resolveGeneration } from "../../app/resolve-generation.ts";
import { createView } from "../../app/view.ts";
import { baseUrlOf } from "../base-url.ts";
import { parseWith } from "../parse-with.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** A person settles a submit whose outcome is unknown; the answer is the generation as it is then. */
export const resolveGenerationHandler: RouteHandler<"resolveGeneration"> = async ({
  context,
  caller,
  params,
  request,
}) => {
  const decision = parseWith(ROUTES.resolveGeneration.body, request.body);
  const generation = await readGeneration(context.app, caller, params.id);
  const resolved = await resolveGeneration(context.app, generation, decision);
  return createView(context.app, baseUrlOf(context.app.config, request))(resolved);
};
