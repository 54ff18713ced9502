import { Failure, type ResolutionOfReview } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { ReachOptions } from "../reach-options.ts";

interface ResolveOptions extends ReachOptions {
  readonly attach?: string;
  readonly giveUp?: boolean;
  readonly resubmit?: boolean;
  readonly json?: boolean;
}

const decisionOf = ({ attach, giveUp, resubmit }: ResolveOptions): ResolutionOfReview => {
  if (attach !== undefined) return { action: "attach", task_id: attach };
  if (giveUp === true) return { action: "give_up" };
  if (resubmit === true) return { action: "resubmit" };
  throw new Failure("bad_option", {
    detail: "Say how: --attach TASK, --give-up or --resubmit (kinora generations show ID tells what each may cost).",
  });
};

const SAID = {
  attach: "follows the task that you named.",
  give_up: "was given up: look at the provider's own list for what it may bill.",
  resubmit: "is sent again: the first try may be billed too.",
} as const satisfies Record<ResolutionOfReview["action"], string>;

/** A person's word on a submit whose outcome is unknown. */
export const resolve = async (id: string, options: ResolveOptions, context: CommandContext): Promise<ExitCode> => {
  const decision = decisionOf(options);
  const generation = await askOnce(options, context, (client) =>
    client.resolveGeneration(id, decision, { signal: context.signal }),
  );
  if (options.json === true) printJson(context.stdout, generation);
  else context.stdout.write(`${id} ${SAID[decision.action]}\n`);
  return EXIT.done;
};
