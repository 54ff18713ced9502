import { ROUTES } from "@kinora/contract";
import { quote } from "../../app/quote.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { withRequestBody } from "../request-body.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** What a request would cost with each model; nothing is sent to anybody. */
export const quoteHandler: RouteHandler<"quote"> = ({ context, caller, request, reply }) => {
  const source = { request, schema: ROUTES.quote.body, tempDir: context.app.incomingDir };
  const signal = AbortSignal.any([context.app.stopping, disconnectSignal(reply.raw)]);
  return withRequestBody(source, async ({ fields, image }) => ({
    quotes: [...(await quote(context.app, { caller, image, request: fields, signal }))],
  }));
};
