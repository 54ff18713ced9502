import type { GenerationView, Status } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import type { ReachOptions } from "../reach-options.ts";
import { tableText } from "../table-text.ts";
import { withoutUndefined } from "../without-undefined.ts";

interface ListOptions extends ReachOptions {
  readonly limit?: number;
  readonly cursor?: string;
  readonly status?: Status;
  readonly model?: string;
  readonly json?: boolean;
}

export const listGenerations = async (options: ListOptions, context: CommandContext): Promise<void> => {
  const { limit, cursor, status, model } = options;
  const query = withoutUndefined({ limit, cursor, status, model });
  const page = await askOnce(options, context, (client) => client.listGenerations(query, { signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, page);
    return;
  }
  context.stdout.write(tableText([["ID", "STATUS", "DONE", "MODEL", "CREATED", "PROMPT"], ...page.data.map(rowOf)]));
  if (page.next_cursor !== null) context.stderr.write(`There are more: add --cursor ${page.next_cursor}\n`);
};

const PROMPT_CHARS = 40;

/** Never half of a character. */
const shortened = (text: string): string => Array.from(text).slice(0, PROMPT_CHARS).join("");

const rowOf = ({ id, status, progress, model, created_at, prompt }: GenerationView): string[] => [
  id,
  status,
  `${progress} %`,
  model,
  created_at.slice(0, 19).replace("T", " "),
  shortened(prompt ?? ""),
];
