export { type AnalysisHints, analyseScene } from "./analyse-scene.ts";
export { findingsOf } from "./findings.ts";
export { openRefiner, type Refiner, refineMask } from "./refine-mask.ts";
export { streamOf } from "./stream.ts";
