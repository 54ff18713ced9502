import { expect, test } from "vitest";
import { dashscopeManifest } from "./manifest.ts";

test("AOG's default model takes 5 seconds at 480p or 1080p", () => {
  const wan = dashscopeManifest.models.find(({ id }) => id === "wan2.2-i2v-plus");
  expect(wan).toMatchObject({ durations: [5], resolutions: ["480p", "1080p"], default_resolution: "1080p" });
});
