import { Failure } from "@kinora/contract";
import type { FastifyInstance } from "fastify";
import type { AppContext } from "../app/app-context.ts";
import { AOG_PREFIX } from "./aog/aog-path.ts";
import type { HttpContext } from "./http-context.ts";

/** AOG's words, which its clients compare: https://github.com/intel/aog, HEAD of August 2026. */
const HEALTH = { business_code: 80_000, message: "health interface call success", data: { status: "UP" } };
const SPEC_VERSION = "v0.2";

/** Alive, ready and which version: asked by watchdogs and AOG's clients, with no key. */
export const addStatusRoutes = (server: FastifyInstance, { app, version }: HttpContext): void => {
  const versionAnswer = {
    business_code: 70_000,
    message: "version interface call success",
    data: { version, spec_version: SPEC_VERSION },
  };
  for (const prefix of ["", AOG_PREFIX]) {
    server.get(`${prefix}/health`, () => HEALTH);
    server.get(`${prefix}/version`, () => versionAnswer);
  }
  // AOG's clients ask for its engines before anything else, and take any answer of this form for "it is there".
  const engines = { ollama: "NOT_FOUND", openvino: "NOT_FOUND" };
  server.get("/engine/health", () => ({ ...HEALTH, data: { ...engines, kinora: "UP" } }));
  server.get("/engine/version", () => ({ ...versionAnswer, data: { ...engines, kinora: version } }));
  server.get("/ready", async (_request, reply) => {
    const reasons = await reasonsAgainst(app);
    if (reasons.length === 0) return { status: "ready" };
    return reply.code(503).send({ status: app.stopping.aborted ? "draining" : "not_ready", reasons });
  });
};

/** Why no work should be sent here now, as sentences. */
async function reasonsAgainst({ store, blobs, disk, stopping, log }: AppContext): Promise<string[]> {
  if (stopping.aborted) return ["The server is stopping."];
  const reasons: string[] = [];
  try {
    await store.events({ afterId: 0, limit: 1 });
  } catch (cause) {
    log.error("database.no_answer", { cause });
    reasons.push("The database does not answer: the server's log has the cause.");
  }
  try {
    await blobs.check();
  } catch (cause) {
    log.error("storage.no_answer", { cause });
    reasons.push(cause instanceof Failure ? cause.message : "The storage of files does not answer.");
  }
  const lowDisk = await disk.reason();
  return lowDisk === undefined ? reasons : [...reasons, lowDisk];
}
