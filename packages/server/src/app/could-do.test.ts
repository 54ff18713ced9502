import type { Unmet } from "@kinora/contract";
import { expect, test } from "vitest";
import { createFakeProvider, keylessProvider } from "../testing/fake-provider.ts";
import { withModelsThatCould } from "./could-do.ts";

const runningDog: Unmet = { phrase: "the dog runs", reason: "needs-generative-model", did: "The camera pushes in." };
const noSky: Unmet = { phrase: "clouds drift", reason: "region-not-found", did: "Left out." };

test("a wish that needs a generative model names the models set up here that make new pictures", () => {
  const providers = [createFakeProvider(), keylessProvider("wan2.2-i2v-plus")];
  expect(withModelsThatCould(providers, [runningDog, noSky])).toEqual([
    { ...runningDog, models: ["fake-motion"] },
    noSky,
  ]);
});

test("an engine that moves what is in the photograph, and a provider without a key, are not named", () => {
  const planner = { ...createFakeProvider(), planMotion: () => Promise.reject(new Error("not asked")) };
  expect(withModelsThatCould([planner, keylessProvider("wan2.2-i2v-plus")], [runningDog])).toEqual([runningDog]);
});
