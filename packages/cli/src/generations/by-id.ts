import { type CancelAnswer, type GenerationView, isSettled, type Status } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce, withGateway } from "../connect.ts";
import { endSentence } from "../end-sentence.ts";
import { EXIT, exitCodeOfStatus, type ExitCode } from "../exit-code.ts";
import { followToEnd } from "../follow-to-end.ts";
import { oneLine } from "../one-line.ts";
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
  const { signal } = context;
  const { answer, status } = await askOnce(options, context, async (client) => {
    const before = await client.getGeneration(id, { signal });
    return { answer: await client.cancelGeneration(id, { signal }), status: before.status };
  });
  if (options.json === true) printJson(context.stdout, { id, ...answer });
  else context.stdout.write(`${cancelText(id, status, answer)}\n`);
  return EXIT.done;
};

const cancelText = (id: string, status: Status, { stops, billing }: CancelAnswer): string => {
  if (isSettled(status) && status !== "needs_review") return `${id} has already ended: it is ${status}.`;
  const money = billing === "may_be_billed" ? "The provider may still bill it." : "It is not billed.";
  return `${id} ${stops ? "stops." : "cannot be stopped: it runs on, and what it makes is kept."} ${money}`;
};

export const actions = { show, wait, cancel } as const satisfies Record<string, Action>;

const describe = (generation: GenerationView): string => {
  const { id, status, model, provider, prompt, image, artifacts } = generation;
  const lines = [
    ["id", id],
    ["status", status === "running" ? `${stageText(generation)}, ${generation.progress} %` : status],
    ["model", `${model} (${provider})`],
    ...generation.considered.map(({ model: name, provider: by, verdict, reason }) => [
      verdict,
      `${name} (${by}): ${reason}`,
    ]),
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
    .map(([name = "", text = ""]) => `${name.padEnd(12)}${oneLine(text)}\n`)
    .join("");
};
