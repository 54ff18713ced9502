import type { GenerationView } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { exitCodeOfStatus, type ExitCode } from "../exit-code.ts";
import { couldText } from "../plan/could-text.ts";
import { endSentence } from "../end-sentence.ts";
import { timingsOf } from "./timings.ts";

interface End {
  readonly generation: GenerationView;
  /** Where the video was written; undefined when there is none. */
  readonly file: string | undefined;
}

interface Telling {
  readonly context: CommandContext;
  /** Named when there are several images. */
  readonly title: string | undefined;
  readonly isJson: boolean;
}

/** Says how a generation ended: results on stdout, remarks on stderr. */
export const reportEnd = ({ context, title, isJson }: Telling, { generation, file }: End): ExitCode => {
  const { stdout, stderr } = context;
  const label = title === undefined ? "" : `${title}: `;
  for (const { message } of generation.warnings) stderr.write(`${label}Note: ${message}\n`);
  for (const wish of generation.unmet)
    stderr.write(`${label}Not done as asked: "${wish.phrase}". ${wish.did}${couldText(wish)}\n`);
  const sentence = endSentence(generation);
  if (sentence !== undefined) stderr.write(`${label}${sentence}\n`);
  if (isJson) printJson(stdout, resultOf(generation, file));
  else if (file !== undefined) stdout.write(`${file}\n`);
  return exitCodeOfStatus(generation.status);
};

/** The shape that scripts read (docs/guides/command-line.md); `error` and `status` are there only when there is no video. */
const resultOf = (generation: GenerationView, file: string | undefined): Record<string, unknown> => {
  const { status, error } = generation;
  return {
    id: generation.id,
    file: file ?? null,
    model: generation.model,
    provider: generation.provider,
    considered: generation.considered,
    ...pictureOf(generation),
    warnings: generation.warnings,
    unmet: generation.unmet,
    cost_usd: generation.cost.settled_usd ?? generation.cost.estimate_usd,
    timings: timingsOf(generation),
    ...(status === "succeeded" ? {} : { status, error }),
  };
};

const pictureOf = ({ artifacts, plan, options }: GenerationView): Record<string, number | null> => {
  const video = artifacts.find(({ kind }) => kind === "video");
  return {
    duration_seconds: video?.duration_seconds ?? null,
    width: video?.width ?? null,
    height: video?.height ?? null,
    fps: plan?.fps ?? options.fps ?? null,
  };
};
