/** Has the engine make a clip, in its own child process, as the server does. */
import { rmSync } from "node:fs";
import type { MotionParts, PlannedMotion } from "@kinora/contract";
import { runInEngineChild } from "@kinora/engine";

export interface MadeClip {
  readonly planned: PlannedMotion | undefined;
  readonly seconds: number;
}

export interface ClipWish {
  readonly stillPath: string;
  readonly outputPath: string;
  readonly prompt: string;
  readonly motion: MotionParts | undefined;
  readonly loop: boolean;
  readonly seconds: number;
}

const SEED = 7;
const FPS = 30;

export async function makeClip({ stillPath, outputPath, prompt, motion, loop, seconds }: ClipWish): Promise<MadeClip> {
  rmSync(outputPath, { force: true });
  const start = performance.now();
  let planned: PlannedMotion | undefined;
  await runInEngineChild(
    {
      kind: "render",
      order: {
        stillPath,
        outputPath,
        prompt,
        motion,
        seed: SEED,
        durationSeconds: seconds,
        fps: FPS,
        loop,
        resolution: "720p",
        software: "bench",
      },
    },
    {
      signal: new AbortController().signal,
      onPlanned: (plan) => {
        planned = plan;
      },
    },
  );
  return { planned, seconds: (performance.now() - start) / 1000 };
}
