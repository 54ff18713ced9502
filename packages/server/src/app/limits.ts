import type { Limits } from "@kinora/contract";

const MEBIBYTE = 1024 * 1024;

/** What this server takes; pages and SDKs show these. */
export const LIMITS: Limits = {
  upload_max_bytes: 32 * MEBIBYTE,
  image_max_pixels: 100_000_000,
  duration_seconds: { min: 0.5, max: 60 },
  wait_max_seconds: 300,
};

/** A picture with a shorter side has nothing to show in a video. */
export const IMAGE_MIN_SIDE_PX = 16;

/** Base64 takes four characters for three bytes; the rest of a body (a prompt, masks of a motion plan) has 8 MiB. */
export const BODY_MAX_BYTES = Math.ceil((LIMITS.upload_max_bytes * 4) / 3) + 8 * MEBIBYTE;
