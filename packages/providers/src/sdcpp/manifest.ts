import type { Manifest } from "../kit/manifest.ts";
import type { SdcppSettings } from "./settings.ts";

/** A stable-diffusion.cpp server of one's own: it has the one model that it was started with. */
export const sdcppManifest = (id: string, settings: SdcppSettings): Manifest => ({
  id,
  title: "stable-diffusion.cpp",
  billing: "free",
  models: [
    {
      id: settings.model,
      provider: id,
      title: `${settings.model}, a stable-diffusion.cpp server's model (${id})`,
      resolutions: ["480p", "720p", "1080p"],
      default_resolution: "480p",
      durations: { min: 0.25, max: settings.maxSeconds },
      default_duration_seconds: settings.defaultSeconds,
      fps: [],
      options: ["negative_prompt", "duration_seconds", "resolution", "fps", "seed", "last_image", "provider_options"],
      // What stb_image reads there; WebP is only in some builds. It scales and crops to the asked size itself.
      image: {
        media_types: ["image/jpeg", "image/png"],
        max_bytes: 32 * 1024 * 1024,
        side_px: { min: 16, max: 8192 },
        alpha: false,
      },
      prompt_max_chars: 20_000,
      billing: "free",
      usd_per_second: null,
    },
  ],
  prices: [{ models: [settings.model], per: "second", amount: 0, currency: "USD", read: "2026-11-23" }],
});
