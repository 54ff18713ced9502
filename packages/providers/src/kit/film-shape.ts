import { createHash } from "node:crypto";
import type { Order } from "./http-adapter.ts";

/** The sides of video models are multiples of this. */
export const SIDE_STEP_PX = 16;

const stepped = (side: number): number => Math.max(SIDE_STEP_PX, SIDE_STEP_PX * Math.round(side / SIDE_STEP_PX));

/** The still's own shape, its short side as the resolution says, both in steps of 16. */
export const followingSize = ({
  still,
  resolution,
}: Pick<Order, "still" | "resolution">): { readonly width: number; readonly height: number } => {
  const scale = Number.parseInt(resolution, 10) / Math.min(still.width, still.height);
  return { width: stepped(still.width * scale), height: stepped(still.height * scale) };
};

/** How many frames Wan and its like are asked for: they make 4n + 1. */
export const frameCountOf = (durationSeconds: number, fps: number): number =>
  4 * Math.max(1, Math.round((durationSeconds * fps) / 4)) + 1;

/** A seed for each attempt where none was asked for: 0 to 2³² - 1. */
export const seedOf = (attemptId: string): number => createHash("sha256").update(attemptId).digest().readUIntBE(0, 4);
