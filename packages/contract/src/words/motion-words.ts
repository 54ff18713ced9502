/** Camera moves. A camera that pulls back (dolly_out, zoom_out) starts inside the picture and ends on the whole of it. */
export const CAMERA_TYPES = [
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
] as const;

/** What can move inside the picture. */
export const EFFECT_KINDS = [
  "clouds",
  "water",
  "flow",
  "sway",
  "lights",
  "fire",
  "smoke",
  "fog",
  "snow",
  "rain",
  "rays",
  "dust",
  "petals",
  "breathe",
] as const;

/** Regions that the engine looks for by itself; anything else is named by a mask. */
export const REGION_KINDS = ["sky", "water", "vegetation", "lights", "fire", "subject", "frame"] as const;

export const DIRECTION_WORDS = ["left", "right", "up", "down", "none"] as const;

/** Why a part of a prompt was not done. */
export const UNMET_REASONS = ["needs-generative-model", "region-not-found", "not-understood"] as const;

export type RegionKind = (typeof REGION_KINDS)[number];
export type DirectionWord = (typeof DIRECTION_WORDS)[number];
