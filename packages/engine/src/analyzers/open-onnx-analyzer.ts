import { availableParallelism } from "node:os";
import { statSync } from "node:fs";
import { type AnalyzerKind, type AnalyzerModel, Failure } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { averageMap, fitWithin, resizeMap, type Size } from "../analyse/resize.ts";
import { openRefiner } from "../analyse/index.ts";
import type { FloatMap } from "../scene.ts";
import { mapsOfAnswer } from "./answer-maps.ts";
import { describeInput, inputSize, type ModelInput, modelInput, pictureTensor, usualScale } from "./model-input.ts";
import { planesOf } from "./model-output.ts";
import { loadOnnxRuntime, type OnnxRuntime, type OnnxSession } from "./onnx-runtime.ts";
import type { AnalyzerMaps, FoundRegion, SceneAnalyzer } from "./scene-analyzer.ts";

export interface AnalyzerOrder {
  readonly kind: AnalyzerKind;
  readonly model: AnalyzerModel;
  /** The folder whose `node_modules` may hold the runtime. */
  readonly modulesDir: string;
}

/** The long side of the maps that come out, as of our own analysis. */
const MAP_SIDE = 640;

/** Opens a model of one kind. Throws Failure `bad_option` with what to do when it cannot be used. */
export async function openOnnxAnalyzer({ kind, model, modulesDir }: AnalyzerOrder): Promise<SceneAnalyzer> {
  requireFile(model.file);
  const runtime = loadOnnxRuntime(modulesDir);
  const session = await openSession(runtime, model.file);
  const input = modelInput(session);
  return {
    input: describeInput(kind, input),
    look: (image) => look({ kind, model, runtime, session, input }, image),
    close: () => session.release(),
  };
}

function requireFile(file: string): void {
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(file)) {
    throw new Failure("bad_option", { detail: `${file} is an address: download the model and name the file.` });
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return;
  throw new Failure("bad_option", { detail: `There is no model file ${file}: check the path.` });
}

async function openSession({ InferenceSession }: OnnxRuntime, file: string): Promise<OnnxSession> {
  const options = { executionProviders: ["cpu"], intraOpNumThreads: availableParallelism(), logSeverityLevel: 4 };
  try {
    return await InferenceSession.create(file, options);
  } catch (cause) {
    const words = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    const detail = `${file} cannot be opened as an ONNX model (${words.replace(/\.$/u, "")}): check that it was downloaded whole.`;
    throw new Failure("bad_option", { detail, cause });
  }
}

interface OpenModel extends Pick<AnalyzerOrder, "kind" | "model"> {
  readonly runtime: OnnxRuntime;
  readonly session: OnnxSession;
  readonly input: ModelInput;
}

async function look({ kind, model, runtime, session, input }: OpenModel, image: RgbImage): Promise<AnalyzerMaps> {
  const size = inputSize(kind, input, image);
  const pixels = pictureTensor(image, size, model.pixels ?? usualScale(kind, size));
  const picture = new runtime.Tensor("float32", pixels, [1, 3, size.height, size.width]);
  const answers = await session.run({ [input.name]: picture });
  const answer = answers[session.outputNames[0] ?? ""];
  if (answer === undefined) throw new Failure("bad_option", { detail: "The model answers nothing." });
  return atMapSize(mapsOfAnswer(kind, planesOf(answer)), image);
}

/** All maps at the analysis size; the edges of masks that come coarser are drawn to the picture's own. */
function atMapSize({ depth, ...regions }: AnalyzerMaps, image: RgbImage): AnalyzerMaps {
  const size = fitWithin(image, MAP_SIDE);
  const refiner = openRefiner(image, size);
  const draw = ({ map, confidence }: FoundRegion): FoundRegion => {
    const isCoarse = map.width < size.width || map.height < size.height;
    return { map: isCoarse ? refiner.refine(map) : resized(map, size), confidence };
  };
  return {
    ...(depth === undefined ? {} : { depth: resized(depth, size) }),
    ...Object.fromEntries(Object.entries(regions).map(([name, region]) => [name, draw(region)])),
  };
}

function resized(map: FloatMap, size: Size): FloatMap {
  return map.width >= size.width && map.height >= size.height ? averageMap(map, size) : resizeMap(map, size);
}
