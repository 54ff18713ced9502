import { resolve } from "node:path";
import { type AnalyzerModels, analyzerModelsSchema, type JsonObject } from "@kinora/contract";

/**
 * `"analyzers"` of `kinora.json`: `{"depth": {"file": "/models/depth.onnx"}}`. A file that is not absolute lies in the data
 * folder. What is wrong goes to `faults`.
 */
export const readAnalyzers = (file: JsonObject, dataDir: string, faults: string[]): AnalyzerModels => {
  const parsed = analyzerModelsSchema.safeParse(file["analyzers"] ?? {});
  if (parsed.success) {
    return Object.fromEntries(
      Object.entries(parsed.data).map(([kind, model]) => [kind, { ...model, file: resolve(dataDir, model.file) }]),
    );
  }
  faults.push(
    '"analyzers" in kinora.json must be like {"depth": {"file": "/models/depth.onnx"}}, with depth, segment or matte: let `kinora models add-analyzer` write it.',
  );
  return {};
};
