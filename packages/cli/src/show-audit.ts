import type { ActName, ActView } from "@kinora/contract";
import { type CommandContext, printJson } from "./command-context.ts";
import { askOnce } from "./connect.ts";
import type { ReachOptions } from "./reach-options.ts";
import { tableText } from "./table-text.ts";

interface AuditOptions extends ReachOptions {
  readonly actor?: string;
  readonly act?: ActName;
  readonly limit?: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

const rowOf = ({ at, actor, act, subject, address, detail }: ActView): string[] => [
  at,
  actor,
  act,
  subject ?? "-",
  address,
  Object.keys(detail).length === 0 ? "" : JSON.stringify(detail),
];

/** Prints a page of the audit log. */
export const showAudit = async (options: AuditOptions, context: CommandContext): Promise<void> => {
  const { actor, act, limit, cursor } = options;
  const query = { actor, act, cursor, ...(limit === undefined ? {} : { limit: Number(limit) }) };
  const answer = await askOnce(options, context, (client) => client.audit(query, { signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, answer);
    return;
  }
  const rows = answer.data.map(rowOf);
  context.stdout.write(tableText([["WHEN", "WHO", "DID", "TO", "FROM", "DETAIL"], ...rows]));
  if (answer.next_cursor !== null) context.stderr.write(`More: --cursor ${answer.next_cursor}\n`);
};
