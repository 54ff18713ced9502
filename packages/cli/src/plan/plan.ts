import { Failure, type PlannedMotion } from "@kinora/contract";
import { checkImageSize, readImageArgument } from "../animate/image-argument.ts";
import { type CommandContext, printJson } from "../command-context.ts";
import { type Gateway, withGateway } from "../connect.ts";
import type { ReachOptions } from "../reach-options.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { planText } from "./plan-text.ts";
import { readPrompts } from "./read-prompts.ts";

interface PlanOptions extends ReachOptions {
  readonly prompt?: string;
  readonly promptFile?: string;
  readonly duration?: number;
  readonly fps?: number;
  readonly seed?: number;
  readonly loop?: boolean;
  readonly json?: boolean;
}

/** The motion plan of one prompt, or of each line of a file. */
export const plan = async (
  argument: string | undefined,
  options: PlanOptions,
  context: CommandContext,
): Promise<void> => {
  const { prompt, promptFile } = options;
  if (prompt !== undefined && promptFile !== undefined) {
    throw new Failure("bad_request", { detail: "Give either --prompt or --prompt-file." });
  }
  if (prompt === undefined && promptFile === undefined && argument === undefined) {
    throw new Failure("bad_request", { detail: 'Give an image, or words: --prompt "the clouds drift slowly".' });
  }
  const prompts = promptFile === undefined ? [prompt] : await readPrompts(promptFile, context);
  const picture = argument === undefined ? undefined : await readImageArgument(argument, context);
  await withGateway({ reach: options, context, staysForOthers: false }, async (gateway) => {
    const planOf = await planner({ picture, options, gateway, signal: context.signal });
    for (const text of prompts) {
      const planned = await planOf(text);
      if (promptFile !== undefined || options.json === true) printJson(context.stdout, planned);
      else context.stdout.write(planText(planned));
    }
  });
};

interface Planning {
  readonly picture: Awaited<ReturnType<typeof readImageArgument>> | undefined;
  readonly options: PlanOptions;
  readonly gateway: Gateway;
  readonly signal: AbortSignal;
}

type PlanOf = (prompt: string | undefined) => Promise<PlannedMotion>;

const planner = async ({ picture, options, gateway, signal }: Planning): Promise<PlanOf> => {
  if (picture !== undefined) await gateway.call((client) => checkImageSize(picture, client, signal));
  const { duration, fps, seed, loop } = options;
  const image = picture?.image;
  return (prompt) => {
    const request = withoutUndefined({ prompt, image, duration_seconds: duration, fps, seed, loop });
    return gateway.call((client) => client.plan(request, { signal }));
  };
};
