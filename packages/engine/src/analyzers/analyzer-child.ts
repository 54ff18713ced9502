/**
 * The process of one analyzer: opens a model, looks at one picture and ends. Started by `run-analyzer.ts`: a model is a
 * stranger's file in native code, so its crash, its memory and its endless loop are its own.
 */
import { decodeImage, type RgbImage } from "@kinora/media";
import { type AnalyzerAnswer, type AnalyzerTask, EXIT_TOO_BIG } from "./analyzer-messages.ts";
import { openOnnxAnalyzer } from "./open-onnx-analyzer.ts";

const WATCH_MEMORY_MS = 100;
/** No model takes more; the maps that come out have 640 px. */
const MOST_PIXELS_A_SIDE = 1024;

process.on("disconnect", () => process.exit(1));
process.once("message", (message) => {
  const task = message as AnalyzerTask;
  setInterval(() => {
    if (process.memoryUsage.rss() > task.maxRssBytes) process.exit(EXIT_TOO_BIG);
  }, WATCH_MEMORY_MS).unref();
  void answer(task).then((last) => process.send?.(last, () => process.exit(0)));
});

async function answer(task: AnalyzerTask): Promise<AnalyzerAnswer> {
  try {
    const analyzer = await openOnnxAnalyzer(task);
    const image = task.stillPath === undefined ? testPicture() : await decodeStill(task.stillPath);
    return { ok: true, input: analyzer.input, maps: await analyzer.look(image) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
}

const decodeStill = (path: string): Promise<RgbImage> => decodeImage(path, { maxSidePx: MOST_PIXELS_A_SIDE });

/** Blue that pales downwards over a green that darkens: something for every kind of model to answer. */
function testPicture(): RgbImage {
  const [width, height] = [320, 240];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const down = y / height;
    const colour = down < 0.5 ? [90 + 200 * down, 150 + 120 * down, 230] : [60 + 40 * down, 200 - 120 * down, 40];
    for (let x = 0; x < width; x++) data.set(colour, (y * width + x) * 3);
  }
  return { width, height, data };
}
