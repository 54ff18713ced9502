import type { CameraType, EffectKind } from "@kinora/contract";

/** The effects that this engine renders. Whatever a plan may name beyond these is answered as unmet, never ignored. */
export const RENDERED_EFFECTS: readonly EffectKind[] = [
  "clouds",
  "water",
  "flow",
  "sway",
  "lights",
  "smoke",
  "fog",
  "snow",
  "rain",
  "rays",
  "dust",
  "petals",
  "fire",
  "breathe",
];

/** The camera moves that this engine renders. */
export const RENDERED_CAMERAS: readonly CameraType[] = [
  "static",
  "dolly_in",
  "dolly_out",
  "zoom_in",
  "zoom_out",
  "pan_left",
  "pan_right",
  "tilt_up",
  "tilt_down",
  "orbit",
  "crane_up",
  "crane_down",
  "handheld",
  "vertigo",
];
