import type { AnalyzerKind } from "@kinora/contract";
import { type Config, type Finding, tryAnalyzer } from "@kinora/server";
import type { CommandContext } from "../command-context.ts";
import { describeError } from "../describe-error.ts";

/** Lets each configured analyzer look at a test picture. A broken one is no failure: Kinora's own analysis stands in. */
export async function* checkAnalyzers(config: Config, { signal }: CommandContext): AsyncGenerator<Finding> {
  const id = "analyzer";
  for (const [kind, model] of Object.entries(config.analyzers)) {
    try {
      const input = await tryAnalyzer(config, { kind: kind as AnalyzerKind, model }, signal);
      yield { id, verdict: "ok", says: `${kind}: ${model.file} works (looks at ${input}).` };
    } catch (error) {
      signal.throwIfAborted();
      const { sentence } = await describeError(error);
      const remedy = `Until then Kinora's own analysis stands in; kinora models remove-analyzer ${kind} ends this.`;
      yield { id, verdict: "warn", says: `${kind}: ${sentence ?? ""}`, remedy };
    }
  }
}
