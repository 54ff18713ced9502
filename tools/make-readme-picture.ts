// Makes docs/mountain.webp, the moving picture of the README, with the program itself: `node tools/make-readme-picture.ts`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeAnimatedInChild } from "@kinora/media";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "kinora-readme-"));
const clip = join(folder, "clip.mp4");
const outPath = join(root, "docs/mountain.webp");
const prompt = "the clouds drift";
try {
  const args = [
    "animate",
    join(root, "examples/mountain.jpg"),
    "--prompt",
    prompt,
    "--loop",
    "--seed",
    "1",
    "-o",
    clip,
  ];
  execFileSync(join(root, "node_modules/.bin/kinora"), [...args, "--data-dir", join(folder, "data")], {
    stdio: "inherit",
  });
  await makeAnimatedInChild(clip, { format: "webp", widthPx: 720, fps: 15, outPath });
  console.log(`${outPath}: ${Math.round(statSync(outPath).size / 1024)} KiB`);
} finally {
  rmSync(folder, { recursive: true });
}
