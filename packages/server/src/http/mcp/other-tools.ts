import { ARTIFACT_KINDS, Failure, generationRequestSchema, planRequestSchema } from "@kinora/contract";
import { isFinal } from "@kinora/domain";
import * as z from "zod";
import { modelViews } from "../../app/offers.ts";
import { planMotion } from "../../app/plan-motion.ts";
import { quote } from "../../app/quote.ts";
import { readGeneration } from "../../app/read-generation.ts";
import { artifactUrl } from "../../app/view.ts";
import { generationIdArgument, imageArgumentSchema } from "./generation-tools.ts";
import { imageArgument } from "./image-argument.ts";
import { defineTool, type LinkedFile, type Tool } from "./tool.ts";

const listModels = defineTool({
  name: "list_models",
  description: "Every model with what it can do, what it costs and whether it is set up here.",
  input: { configured_only: z.boolean().default(true).describe("Leaves out models that want a key.") },
  changes: false,
  run: ({ context }, { configured_only: only }) => {
    const models = modelViews(context.app.providers);
    return Promise.resolve({ models: models.filter(({ configured }) => configured || !only) });
  },
});

const quoteTool = defineTool({
  name: "quote",
  description: "What a video would cost and take with each model, before anything is sent to anybody.",
  input: {
    image: imageArgumentSchema.optional(),
    model: generationRequestSchema.shape.model,
    duration_seconds: generationRequestSchema.shape.duration_seconds,
    resolution: generationRequestSchema.shape.resolution,
  },
  changes: false,
  run: async ({ context, caller }, { image, ...request }, { signal }) => ({
    quotes: await quote(context.app, {
      caller,
      request: defined(request),
      image: image === undefined ? undefined : imageArgument(image),
      signal,
    }),
  }),
});

const planTool = defineTool({
  name: "plan_motion",
  description:
    "What the embedded engine would move for a prompt, and what of it cannot be done. Costs nothing and renders nothing.",
  input: { prompt: z.string().max(20_000), image: imageArgumentSchema.optional() },
  changes: false,
  run: async ({ context, caller }, { prompt, image }, { signal }) => ({
    ...(await planMotion(context.app, {
      caller,
      request: planRequestSchema.omit({ image: true }).parse({ prompt }),
      image: image === undefined ? undefined : imageArgument(image),
      signal,
    })),
  }),
});

const getVideo = defineTool({
  name: "get_video",
  description:
    "Where the file of a finished generation is: an address that needs no key and lives as long as the video.",
  input: {
    id: generationIdArgument,
    variant: z.enum(ARTIFACT_KINDS).default("video").describe("gif and webp exist once they were asked for."),
  },
  changes: false,
  run: async ({ context, caller, baseUrl }, { id, variant }, { signal }) => {
    const generation = await readGeneration(context.app, caller, id);
    if (!isFinal(generation)) {
      throw new Failure("artifact_not_ready", {
        detail: `${id} is ${generation.status}: call get_generation with wait_seconds until it has succeeded.`,
      });
    }
    const made = generation.status === "succeeded" ? generation.artifacts : [];
    const artifact =
      made.find(({ kind }) => kind === variant) ??
      (generation.status === "succeeded" && (variant === "gif" || variant === "webp")
        ? await madeBefore(signal, context.makeAnimation(generation, variant), `${id}'s ${variant}`)
        : undefined);
    if (artifact === undefined) {
      throw new Failure("artifact_not_found", { detail: `${id} is ${generation.status} and has no ${variant}.` });
    }
    const { mediaType, bytes, width, height, fileName } = artifact;
    return { url: artifactUrl(baseUrl, artifact), type: mediaType, bytes, width, height, file_name: fileName };
  },
  link: ({ url, file_name: name, type }): LinkedFile => ({
    uri: String(url),
    name: String(name),
    mimeType: String(type),
  }),
});

/** The file, if it is made before the call must end; the making goes on, and is there for the next call. */
const madeBefore = async <Made>(signal: AbortSignal, making: Promise<Made>, what: string): Promise<Made> => {
  const { promise: never, reject } = Promise.withResolvers<never>();
  const detail = `${what} is still being made: call get_video again.`;
  const onAbort = (): void => reject(new Failure("artifact_not_ready", { detail }));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([making, never]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Whoever asks next hears why it failed.
    making.catch(() => undefined);
  }
};

/** Absent and undefined are one for arguments. */
const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

export const OTHER_TOOLS: readonly Tool[] = [listModels, quoteTool, planTool, getVideo];
