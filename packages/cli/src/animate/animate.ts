import { randomUUID } from "node:crypto";
import {
  Failure,
  type GenerationRequest,
  type GenerationView,
  type MotionParts,
  type Preference,
  type Resolution,
} from "@kinora/contract";
import type { CommandContext } from "../command-context.ts";
import { type Gateway, withGateway } from "../connect.ts";
import { describeError } from "../describe-error.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { followToEnd } from "../follow-to-end.ts";
import { chooseDestination, type Destination, writeOutput } from "../output-file.ts";
import { createProgressReport, type ProgressReport } from "../progress-report.ts";
import type { ReachOptions } from "../reach-options.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { cancelQuickly } from "./cancel-quickly.ts";
import { checkImageSize, type ImageArgument, readImageArgument } from "./image-argument.ts";
import { readMotion } from "./read-motion.ts";
import { reportEnd } from "./report-end.ts";

interface AnimateOptions extends ReachOptions {
  readonly prompt?: string;
  /** A JSON object, or the name of its file. */
  readonly motion?: string;
  readonly model?: string;
  readonly fallbackModel?: string[];
  readonly prefer?: Preference;
  readonly maxCostUsd?: number;
  readonly allowUnknownCost?: boolean;
  readonly duration?: number;
  readonly resolution?: Resolution;
  readonly fps?: number;
  readonly seed?: number;
  readonly loop?: boolean;
  readonly preview?: boolean;
  readonly strict?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/** The options with everything read that they name. */
type ReadOptions = Omit<AnimateOptions, "motion"> & { readonly motion: MotionParts | undefined };

interface Errand {
  readonly picture: ImageArgument;
  readonly destination: Destination;
  /** Said before each line of progress, when there are several. */
  readonly label: string;
}

type Coming = Pick<Parameters<typeof withGateway>[0], "comingWork">;

/** One video for each image, one after the other; a failed one does not stop the rest. The first that failed says how it ends. */
export const animate = async (
  images: readonly string[],
  options: AnimateOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const motion = await readMotion(options.motion, context.workingDir);
  const errands = await readErrands(images, options, context);
  const coming = comingWorkOf(errands, options);
  return withGateway({ reach: options, context, staysForOthers: true, ...coming }, async (gateway) => {
    const ends: ExitCode[] = [];
    for (const errand of errands) {
      ends.push(await animateOne(errand, { ...options, motion }, { context, gateway }));
      if (context.signal.aborted) break;
    }
    return ends.find((end) => end !== EXIT.done) ?? EXIT.done;
  });
};

/** What the gateway may get ready for. A model that is named is most likely another provider's: then nothing. */
const comingWorkOf = ([first]: readonly Errand[], { model, prefer, prompt }: AnimateOptions): Coming => {
  if (model !== undefined || prefer !== undefined) return {};
  const stillPath = first?.picture.path;
  return { comingWork: stillPath === undefined ? {} : { likely: { stillPath, prompt } } };
};

/** Everything that is wrong with the command line shows before any work begins. */
const readErrands = async (
  images: readonly string[],
  { output }: AnimateOptions,
  context: CommandContext,
): Promise<Errand[]> => {
  if (images.filter((image) => image === "-").length > 1) {
    throw new Failure("bad_request", { detail: "Standard input holds one picture: name - once." });
  }
  const errands: Errand[] = [];
  for (const [index, argument] of images.entries()) {
    const picture = await readImageArgument(argument, context);
    const destination = await chooseDestination({
      output,
      stem: picture.stem,
      extension: ".mp4",
      workingDir: context.workingDir,
      isOneOfMany: images.length > 1,
    });
    const label = images.length > 1 ? `[${index + 1}/${images.length}] ${picture.title}: ` : "";
    errands.push({ picture, destination, label });
  }
  return errands;
};

interface Work {
  readonly context: CommandContext;
  readonly gateway: Gateway;
}

const animateOne = async (errand: Errand, options: ReadOptions, { context, gateway }: Work): Promise<ExitCode> => {
  const isPlain = context.environment.isPlain;
  const progress = createProgressReport(context.stderr, { isPlain, label: errand.label });
  const title = errand.label === "" ? undefined : errand.picture.title;
  const tell = { context, title, isJson: options.json === true };
  try {
    const generation = await makeGeneration({ errand, options, progress }, { context, gateway });
    progress.end();
    if (generation.status !== "succeeded") return reportEnd(tell, { generation, file: undefined });
    const file = await gateway.call(async (client) => {
      const bytes = await client.content(generation.id, { signal: context.signal });
      return writeOutput(bytes, errand.destination, context.signal);
    });
    return reportEnd(tell, { generation, file });
  } catch (error) {
    progress.end();
    // One image of several that failed leaves the others their turn; an interruption ends them all.
    if (context.signal.aborted || errand.label === "") throw error;
    const { sentence, exit } = await describeError(error);
    if (sentence !== undefined) context.stderr.write(`${errand.label}${sentence}\n`);
    return exit;
  }
};

interface Making {
  readonly errand: Errand;
  readonly options: ReadOptions;
  readonly progress: ProgressReport;
}

/** Creates under one key and follows by id, so that a server that dies meanwhile costs nothing; Ctrl-C cancels. */
const makeGeneration = async (
  { errand: { picture }, options, progress }: Making,
  { context, gateway }: Work,
): Promise<GenerationView> => {
  const { signal } = context;
  const idempotencyKey = randomUUID();
  const created = await gateway.call(async (client) => {
    await checkImageSize(picture, client, signal);
    return client.createGeneration({ ...requestOf(options), image: picture.image }, { idempotencyKey, signal });
  });
  try {
    return await followToEnd(gateway, created.id, { signal, onProgress: progress.show });
  } catch (error) {
    if (signal.aborted) {
      progress.end();
      await cancelQuickly(gateway, created.id, context);
    }
    throw error;
  }
};

/** The request's own words for the flags; a flag that was not given is absent. */
const requestOf = (options: ReadOptions): Omit<GenerationRequest, "image"> => {
  const {
    prompt,
    motion,
    model,
    fallbackModel,
    prefer,
    maxCostUsd,
    allowUnknownCost,
    duration,
    resolution,
    fps,
    seed,
    loop,
    preview,
    strict,
  } = options;
  return withoutUndefined({
    prompt,
    motion,
    model,
    fallback_models: fallbackModel,
    prefer,
    max_cost_usd: maxCostUsd,
    allow_unknown_cost: allowUnknownCost,
    duration_seconds: duration,
    resolution,
    fps,
    seed,
    loop,
    preview,
    strict,
  });
};
