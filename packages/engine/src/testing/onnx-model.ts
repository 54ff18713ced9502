/**
 * Tiny ONNX models for tests, written by hand: the protobuf of github.com/onnx/onnx (onnx.proto, IR version 8), field by field.
 */
type Field = readonly [number: number, value: number | string | Uint8Array];

const encoder = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
}

function message(fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === "number") return Uint8Array.from([...varint(number * 8), ...varint(value)]);
    const bytes = typeof value === "string" ? encoder.encode(value) : value;
    return Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length), ...bytes]);
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const FLOAT = 1;
const INT64 = 7;

/** A name with its element type and sizes; a word is a free size. */
export interface OnnxPort {
  readonly name: string;
  readonly sizes: readonly (number | string)[];
  readonly type?: "float" | "int64";
}

const port = ({ name, sizes, type = "float" }: OnnxPort): Uint8Array => {
  const shape = message(sizes.map((size) => [1, message([[typeof size === "number" ? 1 : 2, size]])]));
  const tensor = message([
    [1, type === "float" ? FLOAT : INT64],
    [2, shape],
  ]);
  return message([
    [1, name],
    [2, message([[1, tensor]])],
  ]);
};

export interface OnnxNode {
  readonly op: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Whole numbers, or lists of them. */
  readonly set?: Readonly<Record<string, number | readonly number[]>>;
}

const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

const attribute = ([name, value]: [string, number | readonly number[]]): Uint8Array =>
  typeof value === "number"
    ? message([
        [1, name],
        [3, value],
        [20, ATTRIBUTE_INT],
      ])
    : message([[1, name], ...value.map((each): Field => [8, each]), [20, ATTRIBUTE_INTS]]);

const node = ({ op, from, to, set = {} }: OnnxNode): Uint8Array =>
  message([
    ...from.map((name): Field => [1, name]),
    [2, to],
    [4, op],
    ...Object.entries(set).map((entry): Field => [5, attribute(entry)]),
  ]);

export interface OnnxConstant {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly values: readonly number[];
}

const constant = ({ name, sizes, values }: OnnxConstant): Uint8Array =>
  message([
    ...sizes.map((size): Field => [1, size]),
    [2, FLOAT],
    [8, name],
    [9, new Uint8Array(Float32Array.from(values).buffer)],
  ]);

export interface OnnxGraph {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly nodes: readonly OnnxNode[];
  readonly constants?: readonly OnnxConstant[];
}

/** The bytes of a model: IR version 8, operator set 13. */
export function onnxModel({ inputs, outputs, nodes, constants = [] }: OnnxGraph): Uint8Array {
  const graph = message([
    ...nodes.map((each): Field => [1, node(each)]),
    [2, "test"],
    ...constants.map((each): Field => [5, constant(each)]),
    ...inputs.map((each): Field => [11, port(each)]),
    ...outputs.map((each): Field => [12, port(each)]),
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 13]])],
  ]);
}

/** A picture of any size, as every analyzer takes it. */
export const PICTURE: OnnxPort = { name: "picture", sizes: [1, 3, "height", "width"] };

/** Answers how bright each pixel is: the mean of the three channels, 1 × height × width. */
export const brightnessModel = (picture: OnnxPort = PICTURE): Uint8Array =>
  onnxModel({
    inputs: [picture],
    outputs: [{ name: "depth", sizes: [1, picture.sizes[2]!, picture.sizes[3]!] }],
    nodes: [{ op: "ReduceMean", from: ["picture"], to: "depth", set: { axes: [1], keepdims: 0 } }],
  });

/** Weights from red, green and blue (as the model gets them) to the logit of a class. */
export type ClassWeights = Readonly<Record<number, readonly [number, number, number]>>;

/** Answers `classes` logits a pixel: those of a few classes follow the colour, all others are 0. */
export function colourClassesModel(weights: ClassWeights, { classes = 150, argmax = false } = {}): Uint8Array {
  const values = Array.from({ length: classes }, (_, number) => weights[number] ?? [0, 0, 0]).flat();
  const conv: OnnxNode = { op: "Conv", from: ["picture", "weights"], to: "logits", set: { kernel_shape: [1, 1] } };
  const choose: OnnxNode = { op: "ArgMax", from: ["logits"], to: "numbers", set: { axis: 1, keepdims: 0 } };
  return onnxModel({
    inputs: [PICTURE],
    outputs: argmax
      ? [{ name: "numbers", sizes: [1, "height", "width"], type: "int64" }]
      : [{ name: "logits", sizes: [1, classes, "height", "width"] }],
    nodes: argmax ? [conv, choose] : [conv],
    constants: [{ name: "weights", sizes: [classes, 3, 1, 1], values }],
  });
}

/** Answers a logit of salience, 1 × 1 × height × width: `gain` times the red of each pixel. */
export const redMatteModel = (gain = 20): Uint8Array =>
  onnxModel({
    inputs: [PICTURE],
    outputs: [{ name: "matte", sizes: [1, 1, "height", "width"] }],
    nodes: [{ op: "Conv", from: ["picture", "weights"], to: "matte", set: { kernel_shape: [1, 1] } }],
    constants: [{ name: "weights", sizes: [1, 3, 1, 1], values: [gain, 0, 0] }],
  });

/** Answers the logarithm of the picture, which is no number where the picture is darker than the mean. */
export const notNumbersModel = (): Uint8Array =>
  onnxModel({
    inputs: [PICTURE],
    outputs: [{ name: "depth", sizes: [1, "height", "width"] }],
    nodes: [
      { op: "ReduceMean", from: ["picture"], to: "mean", set: { axes: [1], keepdims: 0 } },
      { op: "Log", from: ["mean"], to: "depth" },
    ],
  });
