import { Failure } from "@kinora/contract";
import type { OnnxTensor } from "./onnx-runtime.ts";

/** A model's answer as numbers: `channels` planes of height × width. */
export interface Planes {
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

const misfit = (detail: string): Failure => new Failure("bad_option", { detail });

/**
 * Reads 1 × channels × height × width, 1 × height × width or height × width. Throws Failure `bad_option` for any other shape
 * and for values that are no numbers.
 */
export function planesOf(tensor: OnnxTensor): Planes {
  const { dims } = tensor;
  const [width = 0, height = 0, channels = 1, ...outer] = dims.toReversed();
  if (dims.length < 2 || width < 2 || height < 2 || outer.some((count) => count !== 1)) {
    throw misfit(`The model answers ${dims.join(" x ")}: a map of height x width is needed.`);
  }
  const data = numbersOf(tensor);
  if (data.length !== channels * height * width) throw misfit("The model's answer is shorter than it says.");
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) throw misfit("The model answers values that are no numbers (NaN or infinity).");
  }
  return { channels, width, height, data };
}

const NUMBERS = ["float32", "float64", "int32", "int16", "int8", "uint8", "uint16", "uint32"];

function numbersOf({ type, data }: OnnxTensor): ArrayLike<number> {
  if (NUMBERS.includes(type)) return data as ArrayLike<number>;
  if (type === "int64" || type === "uint64") return Float64Array.from(data as ArrayLike<bigint>, Number);
  throw misfit(`The model answers ${type}: export it with float32 or integer answers.`);
}
