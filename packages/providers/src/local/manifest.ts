import type { Manifest } from "../kit/manifest.ts";

/** What a request that names none of these gets. */
export const CLIP_DEFAULTS = { resolution: "720p", durationSeconds: 4, fps: 30 } as const;

/** The embedded engine. It costs nothing and needs nothing but this machine. */
export const localManifest: Manifest = {
  id: "local",
  title: "Embedded engine",
  billing: "free",
  models: [
    {
      id: "kinora-motion-1",
      provider: "local",
      title: "Kinora Motion 1",
      resolutions: ["480p", "720p", "1080p", "2160p"],
      default_resolution: CLIP_DEFAULTS.resolution,
      durations: { min: 1, max: 15 },
      default_duration_seconds: CLIP_DEFAULTS.durationSeconds,
      fps: [24, 25, 30, 50, 60],
      options: ["duration_seconds", "resolution", "fps", "seed", "loop", "motion", "preview", "provider_options"],
      image: {
        media_types: ["image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "image/tiff", "image/gif"],
        max_bytes: 512 * 1024 * 1024,
        side_px: { min: 16, max: 30_000 },
        alpha: true,
      },
      prompt_max_chars: 20_000,
      billing: "free",
      usd_per_second: 0,
    },
  ],
};
