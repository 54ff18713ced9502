import { type AnalyzerKind, Failure, type PixelScale } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { downscaleImage, type Size } from "../analyse/resize.ts";
import type { OnnxSession } from "./onnx-runtime.ts";

/** What a model of each kind takes when its file leaves it open: sides are about `side` and divide by `step`. */
const USUAL: Readonly<Record<AnalyzerKind, { readonly side: number; readonly step: number }>> = {
  // Depth Anything V2 was trained at 518, in patches of 14 (Yang et al. 2024).
  depth: { side: 518, step: 14 },
  // SegFormer and UPerNet on ADE20K: 512 (Xie et al. 2021).
  segment: { side: 512, step: 32 },
  // IS-Net: 1024 (Qin et al. 2022).
  matte: { side: 1024, step: 32 },
};
/** A model that wants more than this is not for a CPU. */
const LARGEST_SIDE = 4096;

/** Mean and deviation of ImageNet's red, green and blue, as every recipe since 2012 has them. */
const SCALES: Readonly<
  Record<PixelScale, { readonly mean: readonly number[]; readonly deviation: readonly number[] }>
> = {
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  centred: { mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] },
  signed: { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
  unit: { mean: [0, 0, 0], deviation: [1, 1, 1] },
};

export interface ModelInput {
  readonly name: string;
  /** A side that is undefined is free. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

const misfit = (detail: string): Failure => new Failure("bad_option", { detail });

/** The one picture that a model takes: 1 × 3 × height × width floats. Throws Failure `bad_option` when it takes something else. */
export function modelInput({ inputMetadata }: Pick<OnnxSession, "inputMetadata">): ModelInput {
  const [input, ...others] = inputMetadata;
  if (input === undefined || others.length > 0) {
    throw misfit(`The model has ${inputMetadata.length} inputs: it must have one, the picture.`);
  }
  const { name, type, shape = [] } = input;
  if (!input.isTensor || type !== "float32") {
    throw misfit(`The model's input is ${type ?? "no tensor"}: export it with a float32 input.`);
  }
  const [batch, channels, height, width] = shape.map((size) =>
    typeof size === "number" && size > 0 ? size : undefined,
  );
  if (shape.length !== 4 || (batch ?? 1) !== 1 || (channels ?? 3) !== 3) {
    throw misfit(`The model's input is ${shape.join(" x ")}: it must be 1 x 3 x height x width.`);
  }
  if (Math.max(width ?? 0, height ?? 0) > LARGEST_SIDE) {
    throw misfit(`The model's input is ${shape.join(" x ")}: more than ${LARGEST_SIDE} pixels on a side is too much.`);
  }
  return { name, width, height };
}

/** The size at which a picture is given to a model: the model's own, else about the usual area in the picture's shape. */
export function inputSize(kind: AnalyzerKind, input: ModelInput, picture: Size): Size {
  const { side, step } = USUAL[kind];
  const shape = Math.sqrt(Math.min(4, Math.max(0.25, picture.width / picture.height)));
  const fitted = (length: number): number => Math.max(step, Math.round(length / step) * step);
  return { width: input.width ?? fitted(side * shape), height: input.height ?? fitted(side / shape) };
}

export function describeInput(kind: AnalyzerKind, { width, height }: ModelInput): string {
  const { side } = USUAL[kind];
  if (width !== undefined && height !== undefined) return `${width} x ${height}`;
  return `about ${width ?? side} x ${height ?? side}, in the picture's shape`;
}

/** U²-Net (320 px) wants ImageNet's scale, IS-Net, which takes larger pictures, only 0.5 taken off. */
export function usualScale(kind: AnalyzerKind, { width }: Size): PixelScale {
  return kind === "matte" && width > 320 ? "centred" : "imagenet";
}

/** The picture at a size as planes of red, green and blue, scaled as the model wants it. */
export function pictureTensor(image: RgbImage, size: Size, pixels: PixelScale): Float32Array {
  const { red, green, blue } = downscaleImage(image, size);
  const { mean, deviation } = SCALES[pixels];
  const area = size.width * size.height;
  const out = new Float32Array(3 * area);
  [red, green, blue].forEach((plane, channel) => {
    const [low, gain] = [mean[channel]!, 1 / deviation[channel]!];
    for (let i = 0; i < area; i++) out[channel * area + i] = (plane[i]! - low) * gain;
  });
  return out;
}
