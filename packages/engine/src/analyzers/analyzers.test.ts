import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnalyzerKind, AnalyzerModel } from "@kinora/contract";
import { encodeStill, type RgbImage } from "@kinora/media";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FloatMap } from "../scene.ts";
import {
  brightnessModel,
  colourClassesModel,
  notNumbersModel,
  onnxModel,
  PICTURE,
  redMatteModel,
} from "../testing/onnx-model.ts";
import { onnxRuntimeFolder } from "../testing/onnx-runtime-folder.ts";
import type { AnalyzerAnswer } from "./analyzer-messages.ts";
import { lookWithAnalyzers } from "./look-with-analyzers.ts";
import { type AnalyzerRunOptions, runAnalyzer } from "./run-analyzer.ts";
import type { AnalyzerMaps } from "./scene-analyzer.ts";

const modulesDir = onnxRuntimeFolder();
const testWithRuntime = test.skipIf(modulesDir === undefined);
if (modulesDir === undefined) console.warn("onnxruntime-node is not here: the tests of analyzers are skipped.");

let dir: string;
let stillPath: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "kinora-analyzers-"));
  stillPath = join(dir, "still.png");
  await writeFile(stillPath, await encodeStill(threeBands(), { format: "png", maxSidePx: 640 }));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** 640 × 400 px: the upper 200 rows blue, then 100 green, then 100 red. */
function threeBands(): RgbImage {
  const [width, height] = [640, 400];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const colour = y < 200 ? [0, 0, 255] : y < 300 ? [0, 200, 0] : [180, 0, 0];
    for (let x = 0; x < width; x++) data.set(colour, (y * width + x) * 3);
  }
  return { width, height, data };
}

async function modelFile(name: string, bytes: Uint8Array): Promise<AnalyzerModel> {
  const file = join(dir, name);
  await writeFile(file, bytes);
  return { file };
}

const run = async (kind: AnalyzerKind, model: AnalyzerModel, options?: AnalyzerRunOptions): Promise<AnalyzerAnswer> =>
  runAnalyzer({ kind, model, modulesDir: modulesDir ?? dir }, options);

async function see(kind: AnalyzerKind, model: AnalyzerModel): Promise<AnalyzerMaps> {
  const answer = await run(kind, model, { stillPath });
  if (!answer.ok) throw new Error(answer.detail);
  return answer.maps;
}

const at = (map: FloatMap | undefined, x: number, y: number): number => {
  if (map === undefined) throw new Error("There is no such map");
  return map.data[Math.floor(y * map.height) * map.width + Math.floor(x * map.width)] ?? NaN;
};

testWithRuntime("a depth model's answer is the nearness, farthest 0 and nearest 1, at the analysis size", async () => {
  // Scaled as for ImageNet and averaged, red is -0.958, green -0.819 and blue -0.505.
  const { depth, ...others } = await see("depth", await modelFile("depth.onnx", brightnessModel()));
  expect([depth?.width, depth?.height]).toEqual([640, 400]);
  expect(at(depth, 0.5, 0.9)).toBeCloseTo(0, 2);
  expect(at(depth, 0.5, 0.6)).toBeCloseTo(0.307, 2);
  expect(at(depth, 0.5, 0.2)).toBeCloseTo(1, 2);
  expect(others).toEqual({});
});

testWithRuntime("a model of a fixed size gets the whole picture, whatever the picture's shape", async () => {
  const square = { name: "picture", sizes: [1, 3, 70, 70] };
  const { depth } = await see("depth", await modelFile("square.onnx", brightnessModel(square)));
  expect([depth?.width, depth?.height]).toEqual([640, 400]);
  expect(at(depth, 0.02, 0.9)).toBeCloseTo(0, 2);
  expect(at(depth, 0.98, 0.2)).toBeCloseTo(1, 2);
});

/** Sky (2) for blue, grass (9) for green, the sea (26) for red. */
const CLASSES = { 2: [0, 0, 9], 9: [0, 9, 0], 26: [9, 0, 0] } as const;
const SEGMENTERS = [
  ["logits", colourClassesModel(CLASSES)],
  ["logits of 151 classes", colourClassesModel({ 3: [0, 0, 9], 10: [0, 9, 0], 27: [9, 0, 0] }, { classes: 151 })],
  ["class numbers", colourClassesModel(CLASSES, { argmax: true })],
] as const;

testWithRuntime.each(SEGMENTERS)(
  "a segmenter's %s are sky, vegetation and water where they are",
  async (name, model) => {
    const { sky, vegetation, water, subject } = await see("segment", await modelFile(`${name}.onnx`, model));
    const columns = [sky, vegetation, water].map((region) => [0.25, 0.62, 0.9].map((y) => at(region?.map, 0.5, y)));
    expect(columns.map((column) => column.map(Math.round))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    for (const region of [sky, vegetation, water]) expect(region?.confidence).toBeGreaterThan(0.8);
    expect(subject?.confidence).toBe(0);
  },
);

testWithRuntime("a matte model's logits are the subject", async () => {
  const { subject, ...others } = await see("matte", await modelFile("matte.onnx", redMatteModel()));
  expect(others).toEqual({});
  expect(at(subject?.map, 0.5, 0.9)).toBeCloseTo(0.98, 1);
  expect([0.2, 0.6].map((y) => at(subject?.map, 0.5, y))).toEqual([expect.closeTo(0, 2), expect.closeTo(0, 2)]);
  expect(subject?.confidence).toBeGreaterThan(0.9);
});

testWithRuntime("a model gets its pixels on the scale that is asked for", async () => {
  const model = await modelFile("weak.onnx", redMatteModel(1));
  const redOf = async (pixels?: AnalyzerModel["pixels"]): Promise<number> =>
    at((await see("matte", { ...model, ...(pixels === undefined ? {} : { pixels }) })).subject?.map, 0.5, 0.9);
  // Red 180 of 255 is 0.706; these are 1 / (1 + e^-x) of 0.206, 0.412, 0.965, and 0.706 as it is.
  expect(await redOf()).toBeCloseTo(0.551, 2);
  expect(await redOf("signed")).toBeCloseTo(0.602, 2);
  expect(await redOf("imagenet")).toBeCloseTo(0.724, 2);
  expect(await redOf("unit")).toBeCloseTo(0.706, 2);
});

const BROKEN = [
  [
    "no model",
    new TextEncoder().encode("<html>not found</html>"),
    /cannot be opened as an ONNX model .*check that it was downloaded whole\.$/u,
  ],
  ["no numbers", notNumbersModel(), /^The model answers values that are no numbers/u],
  [
    "a grey input",
    brightnessModel({ name: "picture", sizes: [1, 1, 28, 28] }),
    /^The model's input is 1 x 1 x 28 x 28: it must be 1 x 3 x height x width\.$/u,
  ],
  [
    "whole numbers for a picture",
    onnxModel({
      inputs: [{ ...PICTURE, type: "int64" }],
      outputs: [{ ...PICTURE, name: "same", type: "int64" }],
      nodes: [{ op: "Identity", from: ["picture"], to: "same" }],
    }),
    /^The model's input is int64: export it with a float32 input\.$/u,
  ],
  [
    "a picture for an answer",
    onnxModel({
      inputs: [PICTURE],
      outputs: [{ ...PICTURE, name: "same" }],
      nodes: [{ op: "Identity", from: ["picture"], to: "same" }],
    }),
    /^The model answers 3 planes: a depth model answers one\.$/u,
  ],
  [
    "one number for an answer",
    onnxModel({
      inputs: [PICTURE],
      outputs: [{ name: "mean", sizes: [1, 1] }],
      nodes: [{ op: "ReduceMean", from: ["picture"], to: "mean", set: { axes: [1, 2, 3], keepdims: 0 } }],
    }),
    /^The model answers 1: a map of height x width is needed\.$/u,
  ],
] as const;

testWithRuntime.each(BROKEN)("a depth model with %s is refused with what is wrong", async (name, bytes, words) => {
  const answer = await run("depth", await modelFile(`${name}.onnx`, bytes), { stillPath });
  expect(answer).toEqual({ ok: false, detail: expect.stringMatching(words) as string });
});

testWithRuntime("a segmenter of other classes is refused", async () => {
  const other = colourClassesModel({ 2: [0, 0, 9] }, { classes: 21 });
  expect(await run("segment", await modelFile("voc.onnx", other))).toEqual({
    ok: false,
    detail: "The model answers 21 classes: an ADE20K model answers 150.",
  });
});

testWithRuntime("a good model answers a test picture too, and says what it takes", async () => {
  const answer = await run("depth", await modelFile("good.onnx", brightnessModel()));
  expect(answer).toMatchObject({ ok: true, input: "about 518 x 518, in the picture's shape" });
});

test("without the runtime the answer is how to install it", async () => {
  const answer = await runAnalyzer({
    kind: "depth",
    model: await modelFile("x.onnx", brightnessModel()),
    modulesDir: dir,
  });
  if (answer.ok) return; // It is installed beside Kinora.
  expect(answer.detail).toBe(
    `Analyzers run with onnxruntime-node, which is not installed here: npm install --ignore-scripts --prefix ${JSON.stringify(dir)} onnxruntime-node`,
  );
});

test.each([
  ["/nowhere/depth.onnx", "There is no model file /nowhere/depth.onnx: check the path."],
  [
    "https://example.com/depth.onnx",
    "https://example.com/depth.onnx is an address: download the model and name the file.",
  ],
])("%s is no file, and nothing is downloaded", async (file, detail) => {
  expect(await run("depth", { file })).toEqual({ ok: false, detail });
});

testWithRuntime("a model that takes too long, or too much memory, is ended and said to", async () => {
  const model = await modelFile("slow.onnx", brightnessModel());
  expect(await run("depth", model, { timeLimitMs: 20 })).toEqual({
    ok: false,
    detail: "The model took longer than 0.02 seconds: use a smaller one.",
  });
  expect(await run("depth", model, { maxRssBytes: 1_048_576, stillPath })).toEqual({
    ok: false,
    detail: "The model needs more than 1 MiB: use a smaller one.",
  });
});

testWithRuntime("of several models those that work are used, and each that does not is a warning", async () => {
  const models = {
    depth: await modelFile("nan.onnx", notNumbersModel()),
    segment: await modelFile("classes.onnx", colourClassesModel(CLASSES)),
  };
  const { maps, warnings } = await lookWithAnalyzers(stillPath, { models, modulesDir: modulesDir ?? dir });
  expect(maps.depth).toBeUndefined();
  expect(maps.sky?.confidence).toBeGreaterThan(0.8);
  expect(warnings).toEqual([
    {
      option: "analyzers",
      code: "analyzer_failed",
      message:
        "The depth analyzer could not be used, and Kinora's own analysis stands in. The model answers values that are no numbers (NaN or infinity).",
    },
  ]);
});
