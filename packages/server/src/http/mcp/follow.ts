import { isSettled, type GenerationView } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import { createView } from "../../app/view.ts";
import { waitFor } from "../../app/wait-for.ts";
import { LONGEST_WAIT_SECONDS, type ToolContext, type ToolExtra } from "./tool-call.ts";

/** How long is waited before the client hears of progress again. */
const TELL_EVERY_MS = 1000;

/** Waits for a generation's end for a while, telling how far it is. It stands as it stands when the time is over. */
export const follow = async (
  tools: ToolContext,
  generation: Generation,
  { waitSeconds, extra }: { readonly waitSeconds: number; readonly extra: ToolExtra },
): Promise<Generation> => {
  const { app } = tools.context;
  const until = app.clock.now() + 1000 * Math.min(LONGEST_WAIT_SECONDS, waitSeconds);
  let latest = generation;
  while (!isSettled(latest.status) && !extra.signal.aborted && !app.stopping.aborted) {
    const left = until - app.clock.now();
    if (left <= 0) break;
    await extra.progress(latest.progress, latest.stage ?? latest.status);
    latest = await waitFor(app, latest, { timeoutMs: Math.min(TELL_EVERY_MS, left), signal: extra.signal });
  }
  return latest;
};

/** Hundreds of lines that a model would only have to read. */
const LEFT_OUT: ReadonlySet<string> = new Set(["plan", "metadata", "considered"]);

/** A generation as a tool answers it: without its plan, which has hundreds of lines, and with what to do next. */
export const toolView = async (tools: ToolContext, generation: Generation): Promise<Record<string, unknown>> => {
  const view = await createView(tools.context.app, tools.baseUrl)(generation);
  const shown = Object.entries(view).filter(([name]) => !LEFT_OUT.has(name));
  return { ...Object.fromEntries(shown), next: nextStep(view) };
};

const nextStep = ({ id, status, eta_seconds: eta }: GenerationView): string => {
  if (status === "succeeded") return `Call get_video with id ${id} for the file.`;
  if (status === "needs_review") {
    return "It is not known whether the provider accepted this: do not send it again. A person must settle it.";
  }
  if (isSettled(status)) return "Nothing more happens with this one.";
  const left = eta === null ? "" : `, about ${Math.ceil(eta)} s left`;
  return `Not done yet${left}: call get_generation with id ${id} and wait_seconds.`;
};
