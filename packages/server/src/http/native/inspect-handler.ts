import { ROUTES } from "@kinora/contract";
import { inspectImage } from "../../app/inspect-image.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { withRequestBody } from "../request-body.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** What the engine sees in a picture. */
export const inspectHandler: RouteHandler<"inspect"> = ({ context, caller, request, reply }) => {
  const source = { request, schema: ROUTES.inspect.body, tempDir: context.app.incomingDir };
  const signal = AbortSignal.any([context.app.stopping, disconnectSignal(reply.raw)]);
  return withRequestBody(source, ({ image }) => inspectImage(context.app, { caller, image, signal }));
};
