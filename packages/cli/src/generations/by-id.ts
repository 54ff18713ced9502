import type { GenerationView } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce, withGateway } from "../connect.ts";
import { endSentence } from "../end-sentence.ts";
import { EXIT, exitCodeOfStatus, type ExitCode } from "../exit-code.ts";
import { followToEnd } from "../follow-to-end.ts";
import { createProgressReport } from "../progress-report.ts";
import { stageText } from "../progress-text.ts";
import type { ReachOptions } from "../reach-options.ts";

interface ByIdOptions extends ReachOptions {
  readonly json?: boolean;
}

type Action = (id: string, options: ByIdOptions, context: CommandContext) => Promise<ExitCode>;

const show: Action = async (id, options, context) => {
  const generation = await askOnce(options, context, (client) => client.getGeneration(id, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, generation);
  else context.stdout.write(describe(generation));
  return EXIT.done;
};

const wait: Action = async (id, options, context) => {
  const { stdout, stderr, signal, environment } = context;
  const progress = createProgressReport(stderr, { isPlain: environment.isPlain, label: "" });
  const generation = await withGateway({ reach: options, context, staysForOthers: true }, (gateway) =>
    followToEnd(gateway, id, { signal, onProgress: progress.show }).finally(() => progress.end()),
  );
  if (options.json === true) printJson(stdout, generation);
  else stdout.write(`${generation.status}\n`);
  const sentence = endSentence(generation);
  if (sentence !== undefined) stderr.write(`${sentence}\n`);
  return exitCodeOfStatus(generation.status);
};

const cancel: Action = async (id, options, context) => {
  const answer = await askOnce(options, context, (client) => client.cancelGeneration(id, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, { id, ...answer });
  else {
    const stops = answer.stops ? `${id} stops.` : `${id} cannot be stopped: it runs on, and what it makes is kept.`;
    const money = answer.billing === "may_be_billed" ? "The provider may still bill it." : "It is not billed.";
    context.stdout.write(`${stops} ${money}\n`);
  }
  return EXIT.done;
};

export const actions = { show, wait, cancel } as const satisfies Record<string, Action>;

const describe = (generation: GenerationView): string => {
  const { id, status, model, provider, prompt, image, artifacts } = generation;
  const lines = [
    ["id", id],
    ["status", status === "running" ? `${stageText(generation)}, ${generation.progress} %` : status],
    ["model", `${model} (${provider})`],
    ["prompt", prompt ?? ""],
    ["image", `${image.width} x ${image.height}`],
    ["created", generation.created_at],
    ["finished", generation.finished_at ?? ""],
    ...artifacts.map(({ kind, url }) => [kind, url]),
    ...generation.warnings.map(({ message }) => ["note", message]),
    ["end", endSentence(generation) ?? ""],
  ];
  return lines
    .filter(([, text]) => text !== "")
    .map(([name = "", text = ""]) => `${name.padEnd(12)}${text}\n`)
    .join("");
};
