import { Failure } from "@kinora/contract";
import type { FastifyInstance } from "fastify";
import type { HttpContext } from "../http-context.ts";
import { createVideo } from "./create-video.ts";
import type { Exchange } from "./exchange.ts";
import { listVideos } from "./list-videos.ts";
import { listModels, retrieveModel } from "./models.ts";
import { remixVideo } from "./remix-video.ts";
import { deleteVideo, retrieveVideo, videoContent } from "./stored-video.ts";

const NO_CHARACTERS = "No model here knows characters: what a video shows comes from its picture, input_reference.";

/** What no model here can do, with what can be done instead. */
const IMPOSSIBLE = [
  [
    "POST",
    "/v1/videos/edits",
    "No model here edits a finished video: POST /v1/videos/{id}/remix makes a new one from the same picture.",
  ],
  [
    "POST",
    "/v1/videos/extensions",
    'No model here extends a finished video: POST /v1/videos with input_reference {"generation": "gen_…", "frame": "last"} makes a new one that begins where that one ends.',
  ],
  ["POST", "/v1/videos/characters", NO_CHARACTERS],
  ["GET", "/v1/videos/characters/:id", NO_CHARACTERS],
] as const;

/** OpenAI's routes for videos (its API reference as of 21 August 2026), and its list of models. */
export const addOpenAiRoutes = (server: FastifyInstance, context: HttpContext): void => {
  const route = (method: string | string[], url: string, answer: (exchange: Exchange, id: string) => unknown): void => {
    server.route<{ Params: { id?: string } }>({
      method,
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const caller = context.authorize(request, ["GET", "HEAD"].includes(request.method) ? "read" : "create");
        return answer({ context, caller, request, reply }, request.params.id ?? "");
      },
    });
  };
  const { providers } = context.app;
  route("POST", "/v1/videos", createVideo);
  route("GET", "/v1/videos", listVideos);
  route("GET", "/v1/videos/:id", retrieveVideo);
  route("DELETE", "/v1/videos/:id", deleteVideo);
  // What streams answers HEAD by itself.
  route(["GET", "HEAD"], "/v1/videos/:id/content", videoContent);
  route("POST", "/v1/videos/:id/remix", remixVideo);
  route("GET", "/v1/models", () => ({ object: "list", data: listModels(providers) }));
  route("GET", "/v1/models/:id", (_exchange, id) => retrieveModel(providers, id));
  for (const [method, url, detail] of IMPOSSIBLE) {
    route(method, url, () => {
      throw new Failure("unsupported_operation", { detail });
    });
  }
};
