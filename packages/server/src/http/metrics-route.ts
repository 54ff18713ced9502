import type { FastifyInstance } from "fastify";
import type { Metrics } from "../telemetry/metrics.ts";
import type { HttpContext } from "./http-context.ts";
import { assertOwner } from "./native/assert-owner.ts";

/**
 * What a Prometheus server reads. Nothing is loaded or counted before the first time it asks: requests are counted from then
 * on, as after any restart.
 */
export const addMetricsRoute = (server: FastifyInstance, context: HttpContext): void => {
  let opening: Promise<Metrics> | undefined;
  let metrics: Metrics | undefined;
  server.addHook("onResponse", (request, reply, done) => {
    metrics?.answered({
      method: request.method,
      route: request.routeOptions.url ?? "none",
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    done();
  });
  server.get("/metrics", async (request, reply) => {
    assertOwner(context, context.authorize(request, "read"), "Metrics of the installation are");
    opening ??= import("../telemetry/metrics.ts").then(({ openMetrics }) => openMetrics(context.app));
    metrics ??= await opening;
    const { contentType, text } = await metrics.read();
    return reply.type(contentType).send(text);
  });
};
