// Judges a clip by an outside reader: `node tools/check-clip.js FILE [SECONDS] [FPS]`. Plain JavaScript, so that any Node runs it.
import { execFileSync } from "node:child_process";

const [file, seconds = "4", fps = "30"] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node tools/check-clip.js FILE [SECONDS] [FPS]");

const args = ["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", file];
const { streams, format } = JSON.parse(execFileSync("ffprobe", args, { encoding: "utf8" }));
const video = streams.find(({ codec_type: type }) => type === "video");

const expected = {
  codec_name: "h264",
  profile: "High",
  pix_fmt: "yuv420p",
  color_range: "tv",
  color_space: "bt709",
  color_transfer: "bt709",
  color_primaries: "bt709",
  r_frame_rate: `${fps}/1`,
  avg_frame_rate: `${fps}/1`,
  nb_read_frames: String(Number(seconds) * Number(fps)),
};

const faults = Object.entries(expected)
  .filter(([key, value]) => video[key] !== value)
  .map(([key, value]) => `${key} is ${video[key]}, not ${value}`);
if (Math.abs(Number(format.duration) - Number(seconds)) > 0.001) faults.push(`duration is ${format.duration}`);
if (video.width % 2 !== 0 || video.height % 2 !== 0) faults.push(`sides are ${video.width}x${video.height}`);

if (faults.length > 0) {
  console.error(`${file}: ${faults.join("; ")}`);
  process.exit(1);
}
console.log(`${file}: H.264 High, ${video.width}x${video.height}, ${seconds} s at ${fps} fps`);
