import type { ApiKeyView, Scope } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import type { ReachOptions } from "../reach-options.ts";
import { tableText } from "../table-text.ts";

interface KeyOptions extends ReachOptions {
  readonly json?: boolean;
}

interface CreateOptions extends KeyOptions {
  readonly scope?: Scope[];
}

/** Makes a key and prints it, alone on stdout: `KEY=$(kinora keys create app)` works. */
export const createKey = async (name: string, options: CreateOptions, context: CommandContext): Promise<void> => {
  const { scope: scopes } = options;
  const request = { name, ...(scopes === undefined ? {} : { scopes }) };
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
    day(key.created_at),
    stateOf(key),
  ]);
  context.stdout.write(tableText([["ID", "NAME", "MAY", "KEY", "CREATED", "STATE"], ...rows]));
};

export const revokeKey = async (id: string, options: KeyOptions, context: CommandContext): Promise<void> => {
  const revoked = await askOnce(options, context, (client) => client.revokeKey(id, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, revoked);
  else context.stdout.write(`${revoked.id} (${revoked.name}) is revoked. What was made with it stays.\n`);
};
