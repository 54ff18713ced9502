import { ARTIFACT_KINDS } from "@kinora/contract";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { readArtifact } from "../../app/read-artifact.ts";
import { readAlsoTrashed, readGeneration } from "../../app/read-generation.ts";
import { trashGeneration } from "../../app/trash.ts";
import { parseWith } from "../parse-with.ts";
import { sendArtifact } from "../send-artifact.ts";
import { answerVideo, type Exchange } from "./exchange.ts";
import type { Video } from "./video.ts";

/** `GET /v1/videos/{id}`. */
export const retrieveVideo = async (exchange: Exchange, id: string): Promise<Video> =>
  answerVideo(exchange, await readGeneration(exchange.context.app, exchange.caller, id));

/** OpenAI's three, and what else is stored. */
const contentQuery = z.object({ variant: z.enum(ARTIFACT_KINDS).default("video") });

/** `GET /v1/videos/{id}/content`: the bytes, whatever the Accept header says. */
export const videoContent = async (
  { context, caller, request, reply }: Exchange,
  id: string,
): Promise<FastifyReply> => {
  const { variant } = parseWith(contentQuery, request.query);
  const generation = await readGeneration(context.app, caller, id);
  const artifact = await readArtifact(context.makeAnimation, generation, variant);
  return sendArtifact({ request, reply }, artifact, context.app);
};

export interface DeletedVideo {
  readonly id: string;
  readonly object: "video.deleted";
  readonly deleted: true;
}

/** `DELETE /v1/videos/{id}`: into the trash, where it can be taken back from for a day; again is harmless. */
export const deleteVideo = async ({ context, caller, request }: Exchange, id: string): Promise<DeletedVideo> => {
  const generation = await readAlsoTrashed(context.app, caller, id);
  await trashGeneration(context.app, generation);
  const act = { act: "generation.trashed", subject: generation.id } as const;
  await context.audit.note({ actor: caller.id, address: request.ip, ...act });
  return { id: generation.id, object: "video.deleted", deleted: true };
};
