import { expect, test } from "vitest";
import { syntheticEffect, syntheticPlan } from "./testing/synthetic-scene.ts";
import { unrenderedParts } from "./unrendered-parts.ts";

const phrases = (plan: Parameters<typeof syntheticPlan>[0]): string[] =>
  unrenderedParts(syntheticPlan(plan)).map(({ phrase }) => phrase);

test("a plan of what is rendered has nothing unmet", () => {
  expect(phrases({ effects: [syntheticEffect("clouds"), syntheticEffect("water")], protect: [] })).toEqual([]);
});

test.each([
  ["a mask of an effect", { effects: [syntheticEffect("water", { region: { mask: "x" } })] }, ["mask of water"]],
  ["a second effect of a kind", { effects: [syntheticEffect("sway"), syntheticEffect("sway")] }, ["second sway"]],
  ["a mask of what to protect", { protect: [{ mask: "x" }] }, ["protect"]],
  ["a subject to protect", { protect: ["subject"] }, ["protect"]],
  ["strokes", { strokes: [{ from: [0, 0], to: [1, 1], speed: 1 }] }, ["motion strokes"]],
] as [string, Parameters<typeof syntheticPlan>[0], string[]][])("%s is said to be left out", (_, plan, expected) => {
  expect(phrases(plan)).toEqual(expected);
});
