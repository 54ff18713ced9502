import { expect, test } from "vitest";
import { knownProvider } from "../kit/known-provider.ts";
import { dashscopeManifest } from "./manifest.ts";

test("DashScope's models are known and not configured: nothing is ever handed to it", async () => {
  const provider = knownProvider(dashscopeManifest);
  expect(provider.configured).toBe(false);
  expect(provider.models.map(({ id }) => id)).toContain("wan2.2-i2v-plus");
  expect(await provider.submit({} as never, {} as never)).toMatchObject({
    kind: "rejected",
    failure: { code: "model_not_configured" },
  });
});

test("AOG's default model takes 5 seconds at 480p or 1080p", () => {
  const wan = dashscopeManifest.models.find(({ id }) => id === "wan2.2-i2v-plus");
  expect(wan).toMatchObject({ durations: [5], resolutions: ["480p", "1080p"], default_resolution: "1080p" });
});
