import type { Environment } from "./environment.ts";

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command may touch of its process: tests hand in their own. */
export interface CommandContext {
  readonly environment: Environment;
  readonly workingDir: string;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /** Asks a person at the terminal for something that must not be seen; "" when nothing was typed. */
  readonly askSecret: (question: string) => Promise<string>;
  /** Results only. */
  readonly stdout: Output;
  /** Progress, remarks and errors. */
  readonly stderr: Output;
  /** Aborted with an `Interrupted` when the command has to end. */
  readonly signal: AbortSignal;
}

export const printJson = (stdout: Output, value: unknown): void => {
  stdout.write(`${JSON.stringify(value)}\n`);
};
