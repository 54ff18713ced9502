import { generationRequestSchema, listQuerySchema, STATUSES } from "@kinora/contract";
import * as z from "zod";
import { cancelGeneration } from "../../app/cancel-generation.ts";
import { audienceOf } from "../../app/caller.ts";
import { readGeneration } from "../../app/read-generation.ts";
import { parseWith } from "../parse-with.ts";
import { follow, toolView } from "./follow.ts";
import { imageArgument } from "./image-argument.ts";
import { LONGEST_WAIT_SECONDS, USUAL_WAIT_SECONDS } from "./tool-call.ts";
import { defineTool, type Tool } from "./tool.ts";

const waitSeconds = z
  .number()
  .min(0)
  .max(LONGEST_WAIT_SECONDS)
  .default(USUAL_WAIT_SECONDS)
  .describe(`How long to wait for the end, at most ${LONGEST_WAIT_SECONDS}; longer work is asked for again by its id.`);

const id = z.string().describe("A generation's id, gen_….");
const image = z
  .string()
  .describe(
    "The picture: an http(s) address, an absolute path on the server's machine, a data URI, or an upload's id.",
  );

const animateImage = defineTool({
  name: "animate_image",
  description:
    "Turn a still picture into a short video. Answers with the generation's id at once or after a short wait; the work goes on whatever happens to this connection. Send the same idempotency_key again after a lost answer: it never makes a second video.",
  input: {
    image,
    prompt: generationRequestSchema.shape.prompt.describe("What should move, in English or Chinese."),
    model: generationRequestSchema.shape.model.describe("A model of list_models; the embedded engine costs nothing."),
    duration_seconds: generationRequestSchema.shape.duration_seconds,
    resolution: generationRequestSchema.shape.resolution,
    fps: generationRequestSchema.shape.fps,
    seed: generationRequestSchema.shape.seed,
    loop: generationRequestSchema.shape.loop,
    negative_prompt: generationRequestSchema.shape.negative_prompt,
    strict: generationRequestSchema.shape.strict,
    max_cost_usd: generationRequestSchema.shape.max_cost_usd.describe("Refuses models that would cost more."),
    idempotency_key: z.string().min(1).max(200).optional(),
    wait_seconds: waitSeconds,
  },
  changes: true,
  run: async (tools, { image: picture, wait_seconds: wait, idempotency_key: key, ...request }, extra) => {
    const { context, caller } = tools;
    const { generation } = await context.createGeneration({
      caller,
      image: imageArgument(picture),
      request: parseWith(generationRequestSchema.omit({ image: true }), request),
      // A client that is gone may send again by its key: what it asked for is accepted all the same.
      signal: AbortSignal.any([context.app.stopping, extra.deadline]),
      ...(key === undefined ? {} : { idempotencyKey: key }),
    });
    return toolView(tools, await follow(tools, generation, { waitSeconds: wait, extra }));
  },
});

const getGeneration = defineTool({
  name: "get_generation",
  description: "How a generation stands; waits for its end for a while.",
  input: { id, wait_seconds: waitSeconds },
  changes: false,
  run: async (tools, { id: asked, wait_seconds: wait }, extra) => {
    const generation = await readGeneration(tools.context.app, tools.caller, asked);
    return toolView(tools, await follow(tools, generation, { waitSeconds: wait, extra }));
  },
});

const listGenerations = defineTool({
  name: "list_generations",
  description: "Generations, newest first.",
  input: {
    status: z.enum(STATUSES).optional(),
    q: z.string().max(500).optional().describe("Words of the prompt or the title."),
    limit: z.int().min(1).max(50).default(10),
    cursor: z.string().max(200).optional(),
  },
  changes: false,
  run: async (tools, query) => {
    const { app } = tools.context;
    const page = await app.store.list(parseWith(listQuerySchema, query), audienceOf(tools.caller));
    const data = await Promise.all(page.generations.map((one) => toolView(tools, one)));
    return { data, next_cursor: page.nextCursor ?? null };
  },
});

const cancel = defineTool({
  name: "cancel_generation",
  description: "Ask a generation to stop; says whether it stops and whether it may still be billed.",
  input: { id },
  changes: true,
  run: async (tools, { id: asked }) => {
    const { app } = tools.context;
    return { ...(await cancelGeneration(app, await readGeneration(app, tools.caller, asked))) };
  },
});

export const GENERATION_TOOLS: readonly Tool[] = [animateImage, getGeneration, listGenerations, cancel];
export { id as generationIdArgument, image as imageArgumentSchema };
