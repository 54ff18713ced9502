import { type GenerationView, isSettled, ROUTES } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import { createView } from "../../app/view.ts";
import { waitFor } from "../../app/wait-for.ts";
import { baseUrlOf } from "../base-url.ts";
import { forgetBody } from "../bodies-in-flight.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { readIdempotencyKey } from "../idempotency-key.ts";
import { preferredWaitSeconds } from "../prefer-wait.ts";
import { withRequestBody } from "../request-body.ts";
import type { RouteCall, RouteHandler } from "./route-handlers.ts";

/** 202 with the id as soon as that is durable; with `Prefer: wait=N` 200 when it is settled in time. */
export const createGenerationHandler: RouteHandler<"createGeneration"> = async (call) => {
  const { context, caller, request, reply } = call;
  const { app } = context;
  const key = readIdempotencyKey(request.headers["idempotency-key"]);
  const source = { request, schema: ROUTES.createGeneration.body, tempDir: app.incomingDir };
  const { generation, isReplay } = await withRequestBody(source, ({ fields, image }) =>
    context.createGeneration({
      caller,
      image,
      request: fields,
      signal: app.stopping,
      ...(key === undefined ? {} : { idempotencyKey: key }),
    }),
  );
  forgetBody(request);
  if (isReplay) void reply.header("idempotent-replayed", "true");
  return answer(call, await asPreferred(call, generation));
};

async function asPreferred(call: RouteCall<"createGeneration">, generation: Generation): Promise<Generation> {
  const { context, request, reply } = call;
  const seconds = preferredWaitSeconds(request.headers["prefer"]);
  if (seconds === undefined) return generation;
  void reply.header("preference-applied", `wait=${seconds}`);
  return waitFor(context.app, generation, { timeoutMs: seconds * 1000, signal: disconnectSignal(reply.raw) });
}

function answer(call: RouteCall<"createGeneration">, generation: Generation): Promise<GenerationView> {
  const { context, request, reply } = call;
  void reply
    .code(isSettled(generation.status) ? 200 : 202)
    .header("location", `/api/v1/generations/${generation.id}`)
    .header("x-kinora-model", generation.model);
  return createView(context.app, baseUrlOf(context.app.config, request))(generation);
}
