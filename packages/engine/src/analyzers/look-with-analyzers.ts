import { ANALYZER_KINDS, type AnalyzerModels, type Warning } from "@kinora/contract";
import { joinMaps } from "./merge-maps.ts";
import { runAnalyzer } from "./run-analyzer.ts";
import type { AnalyzerMaps } from "./scene-analyzer.ts";

/** The models that this machine has, and where their runtime may be. */
export interface AnalyzerSetup {
  readonly models: AnalyzerModels;
  /** A folder whose `node_modules` may hold onnxruntime-node. */
  readonly modulesDir: string;
}

export interface AnalyzersLook {
  readonly maps: AnalyzerMaps;
  /** One for each analyzer that could not be used: our own analysis stands in. */
  readonly warnings: readonly Warning[];
}

/**
 * What the configured models see in a still, the later ones' where two see the same. One after the other, since each takes
 * all processors and much memory. Never fails: a model that does not work is a warning.
 */
export async function lookWithAnalyzers(stillPath: string, setup: AnalyzerSetup): Promise<AnalyzersLook> {
  let maps: AnalyzerMaps = {};
  const warnings: Warning[] = [];
  for (const kind of ANALYZER_KINDS) {
    const model = setup.models[kind];
    if (model === undefined) continue;
    const answer = await runAnalyzer({ kind, model, modulesDir: setup.modulesDir }, { stillPath });
    if (answer.ok) maps = joinMaps(maps, answer.maps);
    else warnings.push(warningOf(kind, answer.detail));
  }
  return { maps, warnings };
}

const warningOf = (kind: string, detail: string): Warning => ({
  option: "analyzers",
  code: "analyzer_failed",
  message: `The ${kind} analyzer could not be used, and Kinora's own analysis stands in. ${detail}`,
});
