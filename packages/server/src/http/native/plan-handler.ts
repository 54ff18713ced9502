import { ROUTES } from "@kinora/contract";
import { planMotion } from "../../app/plan-motion.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { withRequestBody } from "../request-body.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** The motion plan of a prompt, with a picture or from the words alone. */
export const planHandler: RouteHandler<"plan"> = ({ context, caller, request, reply }) => {
  const source = { request, schema: ROUTES.plan.body, tempDir: context.app.incomingDir };
  const signal = AbortSignal.any([context.app.stopping, disconnectSignal(reply.raw)]);
  return withRequestBody(source, ({ fields, image }) =>
    planMotion(context.app, { caller, image, request: fields, signal }),
  );
};
