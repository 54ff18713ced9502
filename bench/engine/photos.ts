// Every test photograph with a fitting English prompt, a fitting Chinese one and none, through the real command line:
//   node bench/engine/photos.ts [OUT_DIR] [NAME_PART]
// Writes the videos, a contact sheet of each (ffmpeg), and a table: is the file what it should be, and how close is the
// first frame to the photograph, in dB of PSNR (no prompt here pulls the camera back).
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";

const root = resolve(import.meta.dirname, "../..");
const photos = join(root, "test/photos");
const prompts = JSON.parse(readFileSync(join(import.meta.dirname, "photo-prompts.json"), "utf8")) as Record<
  string,
  readonly string[]
>;
const [outDir = "/tmp/kinora-photos", part = ""] = process.argv.slice(2);
mkdirSync(outDir, { recursive: true });

interface Made {
  width: number;
  height: number;
  unmet: { phrase: string; reason: string }[];
  warnings: { code: string }[];
  timings: Record<string, number>;
}

const animate = (photo: string, prompt: string | undefined, file: string): Made => {
  const args = ["animate", join(photos, photo), "-o", file, "--seed", "7", "--json"];
  if (prompt !== undefined) args.push("--prompt", prompt);
  const stdout = execFileSync(join(root, "node_modules/.bin/kinora"), args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(stdout) as Made;
};

const contactSheet = (file: string): void => {
  const filter = "select='not(mod(n\\,17))',scale=480:-2,tile=4x2";
  execFileSync("ffmpeg", [
    "-v",
    "error",
    "-y",
    "-i",
    file,
    "-vf",
    filter,
    "-frames:v",
    "1",
    file.replace(".mp4", ".png"),
  ]);
};

/** PSNR (dB, over R, G and B) of the first decoded frame against the photograph at the video's size. */
const psnr = async (photo: string, file: string, { width, height }: Made): Promise<number> => {
  const args = ["-v", "error", "-i", file, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
  const decoded = execFileSync("ffmpeg", args, { maxBuffer: 1 << 28 });
  const source = await sharp(join(photos, photo))
    .rotate()
    .toColourspace("srgb")
    .removeAlpha()
    .resize(width, height, { fit: "cover", kernel: "lanczos3" })
    .raw()
    .toBuffer();
  let sum = 0;
  for (let index = 0; index < source.length; index += 1) sum += ((decoded[index] ?? 0) - (source[index] ?? 0)) ** 2;
  return 10 * Math.log10((255 * 255 * source.length) / sum);
};

for (const [photo, [english, chinese]] of Object.entries(prompts)) {
  if (!photo.includes(part)) continue;
  for (const [kind, prompt] of Object.entries({ en: english, zh: chinese, none: undefined })) {
    const file = join(outDir, photo.replace(".jpg", `-${kind}.mp4`));
    const made = animate(photo, prompt, file);
    execFileSync(process.execPath, [join(root, "tools/check-clip.js"), file], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    contactSheet(file);
    const decibels = await psnr(photo, file, made);
    const unmet = made.unmet.map(({ phrase, reason }) => `${phrase}: ${reason}`).join("; ");
    console.log(`${photo} ${kind} ${made.width}x${made.height} frame 0 ${decibels.toFixed(1)} dB ${unmet}`);
  }
}
