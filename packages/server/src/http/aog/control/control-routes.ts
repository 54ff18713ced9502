import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { HttpContext } from "../../http-context.ts";
import { isUnsafe } from "../../same-site.ts";
import { assertOwner } from "../../native/assert-owner.ts";
import { AOG_PREFIX } from "../aog-path.ts";
import type { AogHandler } from "./aog-call.ts";
import { AogFault, badModel, badProvider, badService } from "./aog-fault.ts";
import { exportConfig, importConfig } from "./document-handlers.ts";
import {
  cancelModelStream,
  deleteModel,
  installModel,
  listModels,
  recommendedModels,
  setDefaultModel,
  streamModel,
  supportedModels,
} from "./model-handlers.ts";
import { aboutUs, dashboard } from "./panel-handlers.ts";
import {
  createServiceProvider,
  deleteServiceProvider,
  listServiceProviders,
  showServiceProvider,
  updateServiceProvider,
} from "./provider-handlers.ts";
import { type Fault, readFields } from "./read-fields.ts";
import { installService, listServices, updateService } from "./service-handlers.ts";

type Row = readonly [method: HTTPMethods, path: string, handle: AogHandler];

/** AOG's control plane, and the names for it that its clients use although AOG had no such route (aog.md 4.5, 4.6). */
const ROWS: readonly Row[] = [
  ["GET", "/service", listServices],
  ["PUT", "/service", updateService],
  ["POST", "/service", installService],
  ["POST", "/service/install", installService],
  ["POST", "/service/export", exportConfig],
  ["GET", "/config/export", exportConfig],
  ["POST", "/config/export", exportConfig],
  ["POST", "/service/import", importConfig],
  ["POST", "/config/import", importConfig],
  ["GET", "/service_provider", listServiceProviders],
  ["GET", "/service_provider/detail", showServiceProvider],
  ["POST", "/service_provider", createServiceProvider],
  ["PUT", "/service_provider", updateServiceProvider],
  ["DELETE", "/service_provider", deleteServiceProvider],
  ["GET", "/model", listModels],
  ["POST", "/model", installModel],
  ["PUT", "/model", installModel],
  ["DELETE", "/model", deleteModel],
  ["POST", "/model/stream", streamModel],
  ["POST", "/model/stream/cancel", cancelModelStream],
  ["GET", "/model/recommend", recommendedModels],
  ["GET", "/model/support", supportedModels],
  ["GET", "/model/support/smartvision", supportedModels],
  ["GET", "/control_panel/dashboard", dashboard],
  ["GET", "/control_panel/modellist", supportedModels],
  ["POST", "/control_panel/set_default", setDefaultModel],
];

/** Whoever sets this installation up must own it: keys of providers are at stake, also where they are only listed. */
export const addControlRoutes = (scope: FastifyInstance, context: HttpContext): void => {
  const rows: readonly Row[] = [...ROWS, ["GET", "/control_panel/about", aboutUs(context.version)]];
  for (const [method, path, handle] of rows) {
    scope.route({
      method,
      url: `${AOG_PREFIX}${path}`,
      exposeHeadRoute: false,
      handler: (request, reply) => answer(context, handle, { request, reply }),
    });
  }
};

/** AOG numbers its groups of routes, and says with that number what it cannot read. */
const faultOf = (url: string): Fault => {
  const path = url.slice(AOG_PREFIX.length);
  if (path.startsWith("/service_provider")) return badProvider;
  return path.startsWith("/service") || path.startsWith("/config") ? badService : badModel;
};

async function answer(
  context: HttpContext,
  handle: AogHandler,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<unknown> {
  const { app } = context;
  const caller = context.authorize(request, "read");
  assertOwner(context, caller, "The setup of the installation is");
  try {
    const answered = await handle({ app, fields: await readFields(request, faultOf(request.url)), request, reply });
    if (isUnsafe(request.method)) {
      // Bodies here hold keys: only the route is written down.
      const subject = `${request.method} ${request.routeOptions.url ?? ""}`;
      await context.audit.note({ actor: caller.id, address: request.ip, act: "aog.changed", subject });
    }
    return answered;
  } catch (error) {
    if (!(error instanceof AogFault)) throw error;
    return reply.code(error.status).send({ business_code: error.businessCode, message: error.message });
  }
}
