import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { ReachOptions } from "../reach-options.ts";

interface TrashOptions extends ReachOptions {
  readonly json?: boolean;
}

type Action = (ids: readonly string[], options: TrashOptions, context: CommandContext) => Promise<ExitCode>;

type Client = Parameters<Parameters<typeof askOnce>[2]>[0];

interface Kind {
  readonly ask: (client: Client, id: string, signal: AbortSignal) => Promise<unknown>;
  readonly said: (id: string) => string;
}

/** One after the other, each said as it is done; the first that is refused ends it, and those after it stay as they are. */
const eachOf =
  ({ ask, said }: Kind): Action =>
  async (ids, options, context) => {
    const { stdout, signal } = context;
    await askOnce(options, context, async (client) => {
      for (const id of new Set(ids)) {
        const answer = await ask(client, id, signal);
        if (options.json === true) printJson(stdout, answer);
        else stdout.write(`${said(id)}\n`);
      }
    });
    return EXIT.done;
  };

export const trashActions = {
  rm: eachOf({
    ask: (client, id, signal) => client.trashGeneration(id, { signal }),
    said: (id) => `${id} is in the trash: gone with its files in 24 hours. kinora generations restore takes it back.`,
  }),
  restore: eachOf({
    ask: (client, id, signal) => client.restoreGeneration(id, { signal }),
    said: (id) => `${id} is back.`,
  }),
} as const satisfies Record<string, Action>;
