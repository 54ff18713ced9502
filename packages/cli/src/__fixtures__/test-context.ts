import type { CommandContext } from "../command-context.ts";

export interface TestContext extends CommandContext {
  readonly said: { stdout: string; stderr: string };
}

/** A command's surroundings that keep what was written; `given` stands in for any of them. */
export const testContext = (given: Partial<CommandContext> = {}): TestContext => {
  const said = { stdout: "", stderr: "" };
  return {
    environment: { server: undefined, apiKey: undefined, isDebugging: false, wasLaunched: false, isPlain: true },
    workingDir: "/nowhere",
    stdin: (async function* () {})(),
    askSecret: () => Promise.resolve(""),
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    signal: new AbortController().signal,
    said,
    ...given,
  };
};
