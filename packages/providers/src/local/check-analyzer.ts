import { type AnalyzerKind, type AnalyzerModel, Failure } from "@kinora/contract";

export interface CheckAnalyzerOptions {
  /** A folder whose `node_modules` may hold what runs it. */
  readonly modulesDir: string;
  /** The whole environment of the process that tries it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Lets a learned model look at a test picture, in a process of its own, and says what size of picture it takes. Throws
 * Failure `bad_option` with what is wrong and what to do.
 */
export const checkAnalyzer = async (
  kind: AnalyzerKind,
  model: AnalyzerModel,
  { modulesDir, environment, signal }: CheckAnalyzerOptions,
): Promise<string> => {
  const { runAnalyzer } = await import("@kinora/engine");
  const answer = await runAnalyzer({ kind, model, modulesDir }, { environment, signal });
  if (answer.ok) return answer.input;
  throw new Failure("bad_option", { detail: answer.detail });
};
