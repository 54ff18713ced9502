import type { ApiKeyView, KeyLimits, Priority, Scope } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import type { ReachOptions } from "../reach-options.ts";
import { tableText } from "../table-text.ts";

interface KeyOptions extends ReachOptions {
  readonly json?: boolean;
}

interface TermOptions extends KeyOptions {
  readonly dayUsd?: number | "none";
  readonly monthUsd?: number | "none";
  readonly requestsPerMinute?: number | "none";
  readonly underWay?: number | "none";
  readonly priority?: Priority;
}

interface CreateOptions extends TermOptions {
  readonly scope?: Scope[];
}

interface ChangeOptions extends TermOptions {
  readonly name?: string;
}

/** Limits and priority, where they were given. */
const termsOf = (
  options: TermOptions,
): { readonly limits: Partial<KeyLimits>; readonly priority?: Priority | undefined } => {
  const limits = {
    day_usd: options.dayUsd,
    month_usd: options.monthUsd,
    requests_per_minute: options.requestsPerMinute,
    generations_under_way: options.underWay,
  };
  const given = Object.entries(limits)
    .filter(([, limit]) => limit !== undefined)
    .map(([name, limit]) => [name, limit === "none" ? null : limit] as const);
  return { limits: Object.fromEntries(given), priority: options.priority };
};

/** Makes a key and prints it, alone on stdout: `KEY=$(kinora keys create app)` works. */
export const createKey = async (name: string, options: CreateOptions, context: CommandContext): Promise<void> => {
  const { scope: scopes } = options;
  const request = { name, ...(scopes === undefined ? {} : { scopes }), ...termsOf(options) };
  const made = await askOnce(options, context, (client) => client.createKey(request, { signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, made);
    return;
  }
  context.stdout.write(`${made.key}\n`);
  context.stderr.write(
    `${made.id} may ${made.scopes.join(" and ")}. The key is shown this once: keep it where its user finds it.\n`,
  );
};

const day = (moment: string): string => moment.slice(0, 10);

/** "5 USD/day, 3 under way", or nothing. */
const limitsOf = ({ limits, priority }: ApiKeyView): string => {
  const facts = [
    limits.day_usd === null ? undefined : `${limits.day_usd} USD/day`,
    limits.month_usd === null ? undefined : `${limits.month_usd} USD/month`,
    limits.requests_per_minute === null ? undefined : `${limits.requests_per_minute} requests/minute`,
    limits.generations_under_way === null ? undefined : `${limits.generations_under_way} under way`,
    priority === "normal" ? undefined : `${priority} priority`,
  ];
  const said = facts.filter((fact) => fact !== undefined);
  return said.length === 0 ? "none" : said.join(", ");
};
const stateOf = ({ revoked_at: at }: ApiKeyView): string => (at === null ? "good" : `revoked ${day(at)}`);

export const listKeys = async (options: KeyOptions, context: CommandContext): Promise<void> => {
  const answer = await askOnce(options, context, (client) => client.listKeys({ signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, answer);
    return;
  }
  const rows = answer.data.map((key) => [
    key.id,
    key.name,
    key.scopes.join(" "),
    `${key.begins_with}…`,
    limitsOf(key),
    day(key.created_at),
    stateOf(key),
  ]);
  context.stdout.write(tableText([["ID", "NAME", "MAY", "KEY", "LIMITS", "CREATED", "STATE"], ...rows]));
};

export const changeKey = async (id: string, options: ChangeOptions, context: CommandContext): Promise<void> => {
  const change = { ...(options.name === undefined ? {} : { name: options.name }), ...termsOf(options) };
  const changed = await askOnce(options, context, (client) => client.changeKey(id, change, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, changed);
  else context.stdout.write(`${changed.id} (${changed.name}): ${limitsOf(changed)}.\n`);
};

export const revokeKey = async (id: string, options: KeyOptions, context: CommandContext): Promise<void> => {
  const revoked = await askOnce(options, context, (client) => client.revokeKey(id, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, revoked);
  else context.stdout.write(`${revoked.id} (${revoked.name}) is revoked. What was made with it stays.\n`);
};
