import type { AnalyzerOrder } from "./open-onnx-analyzer.ts";
import type { AnalyzerMaps } from "./scene-analyzer.ts";

/** From parent to child, once. */
export interface AnalyzerTask extends AnalyzerOrder {
  /** The picture to look at; absent: a test picture of our own. */
  readonly stillPath?: string;
  readonly maxRssBytes: number;
}

/** From child to parent, once. */
export type AnalyzerAnswer =
  | { readonly ok: true; readonly input: string; readonly maps: AnalyzerMaps }
  | { readonly ok: false; readonly detail: string };

/** Exit code of a child that grew beyond its memory. */
export const EXIT_TOO_BIG = 87;
