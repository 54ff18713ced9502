import { CommanderError } from "commander";
import { EXIT, exitCodeOfFailure, type ExitCode } from "./exit-code.ts";
import { Interrupted } from "./interruption.ts";

interface ErrorDescription {
  /** One line for stderr; undefined where everything was said, or there is nothing to say. */
  readonly sentence: string | undefined;
  readonly exit: ExitCode;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was given too much may be a key: it is not repeated. */
const withoutValues = (message: string): string =>
  message
    .replace(/^error: /u, "")
    .replace(/(unknown option '[^'=]*)=.*'/su, "$1'")
    .replace(/(too many arguments .* but got \d+): .*$/su, "$1");

/** Commander's words, as a sentence that says where to look. */
const describeUsage = ({ message, exitCode }: CommanderError): ErrorDescription => {
  if (exitCode === 0) return { sentence: undefined, exit: EXIT.done };
  // With no command at all the help was printed, and is all there is to say.
  if (message === "(outputHelp)") return { sentence: undefined, exit: EXIT.badUsage };
  const said = capitalised(withoutValues(message).replaceAll(/\s+/gu, " ")).replace(/\.$/u, "");
  return { sentence: `${said}. See kinora --help.`, exit: EXIT.badUsage };
};

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

/** What to say of an error and how to exit. The catalogue of failures is loaded only when something failed. */
export const describeError = async (error: unknown): Promise<ErrorDescription> => {
  if (error instanceof CommanderError) return describeUsage(error);
  if (error instanceof Interrupted) return { sentence: undefined, exit: error.exitCode };
  const { Failure } = await import("@kinora/contract");
  if (error instanceof Failure) return { sentence: oneLine(error.message), exit: exitCodeOfFailure(error.code) };
  const { ServerUnreachable } = await import("@kinora/sdk");
  if (error instanceof ServerUnreachable) return { sentence: error.message, exit: EXIT.broken };
  const words = error instanceof Error ? error.message : String(error);
  return {
    sentence: oneLine(`Something went wrong inside Kinora (${words}): run again with KINORA_LOG_LEVEL=debug for more.`),
    exit: EXIT.broken,
  };
};
