import type { Effect } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { describe, expect, test } from "vitest";
import { syntheticPlan, syntheticScene } from "../../testing/synthetic-scene.ts";
import { frameGeometry } from "../frame-geometry.ts";
import { effectInputs } from "../regions.ts";
import { yuvOf } from "./colours.ts";
import { designOverlays } from "./design-overlays.ts";
import { locate, type Swarm } from "./swarm.ts";

const SIZE = { width: 1280, height: 720 };
const everywhere = (): boolean => true;
const scene = syntheticScene({ vegetation: everywhere, fire: (x, y) => x > 0.4 && x < 0.6 && y > 0.7 && y < 0.8 });

function plain([red, green, blue]: readonly [number, number, number]): RgbImage {
  const data = new Uint8Array(SIZE.width * SIZE.height * 3);
  for (let at = 0; at < data.length; at += 3) data.set([red, green, blue], at);
  return { ...SIZE, data };
}
const grey = plain([90, 90, 90]);

/** The swarm that an effect lets fly over a 1280 × 720 picture. */
function swarmOf(kind: Effect["kind"], parts: Partial<Effect> = {}, picture = grey): Swarm {
  const usual = { region: "frame", speed: 1, amount: 1, direction_word: "none", confidence: 1 } as const;
  const plan = syntheticPlan({ duration_seconds: 4, effects: [{ kind, ...usual, ...parts }] });
  const frame = frameGeometry(SIZE);
  const inputs = effectInputs({ plan, scene, frame, masks: new Map(), held: undefined });
  const shapes = designOverlays(inputs, picture).map(({ overlay }) => overlay);
  return shapes.find((overlay) => overlay.type === "shapes")!.swarm;
}

const placeOf = (swarm: Swarm, index: number, seconds: number) => {
  const out = { x: 0, y: 0, age: 0, turn: 0 };
  locate(swarm, index, seconds, out);
  return out;
};

/** How far each thing goes in a tenth of a second, px/s, of those that are not born again in it. */
function speeds(swarm: Swarm): { x: number; y: number }[] {
  return Array.from({ length: swarm.count }, (_, index) => {
    const [before, after] = [placeOf(swarm, index, 1), placeOf(swarm, index, 1.1)];
    return before.turn === after.turn ? [{ x: (after.x - before.x) / 0.1, y: (after.y - before.y) / 0.1 }] : [];
  }).flat();
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe("how fast things fall at 720 lines", () => {
  test("rain: drops of 6.5 m/s between 2.4 and 32 metres away, 170 to 3060 px/s", () => {
    const falls = speeds(swarmOf("rain")).map(({ y }) => y);
    expect(Math.min(...falls)).toBeGreaterThan(170);
    expect(Math.max(...falls)).toBeLessThan(3060);
    expect(median(falls)).toBeGreaterThan(350);
    expect(median(falls)).toBeLessThan(700);
  });

  test("snow: flakes of 1 m/s between 2.2 and 36 metres away, 20 to 540 px/s", () => {
    const falls = speeds(swarmOf("snow")).map(({ y }) => y);
    expect(Math.min(...falls)).toBeGreaterThan(20);
    expect(Math.max(...falls)).toBeLessThan(540);
  });

  test("petals: 0.5 m/s and a third, between 1.6 and 11 metres away, 30 to 410 px/s", () => {
    const falls = speeds(swarmOf("petals")).map(({ y }) => y);
    expect(Math.min(...falls)).toBeGreaterThan(30);
    expect(Math.max(...falls)).toBeLessThan(410);
  });

  test("rain falls more than four times as fast as snow", () =>
    expect(median(speeds(swarmOf("rain")).map(({ y }) => y))).toBeGreaterThan(
      4 * median(speeds(swarmOf("snow")).map(({ y }) => y)),
    ));

  test.each(["rain", "snow", "petals"] as const)("%s at twice the speed falls twice as fast", (kind) => {
    const ratio =
      median([...swarmOf(kind, { speed: 2 }).things.velocityY]) / median([...swarmOf(kind).things.velocityY]);
    expect(ratio).toBeCloseTo(2, 6);
  });
});

test("motes drift below 150 px/s, in all directions", () => {
  const moving = speeds(swarmOf("dust", { region: "sky" }));
  const ways = speeds(swarmOf("dust", { region: "vegetation" }));
  expect(moving.every(({ x, y }) => Math.hypot(x, y) < 150)).toBe(true);
  expect(ways.filter(({ x }) => x > 0).length / ways.length).toBeGreaterThan(0.3);
  expect(ways.filter(({ x }) => x < 0).length / ways.length).toBeGreaterThan(0.3);
});

test("the nearer, the faster and the larger", () => {
  const { things, count } = swarmOf("snow");
  const [far, near] = [things.nearness.subarray(0, count / 4), things.nearness.subarray((count * 3) / 4)];
  expect(Math.max(...far)).toBeLessThan(Math.min(...near));
  const half = (values: Float32Array): number =>
    median([...values.subarray((count * 3) / 4)]) / median([...values.subarray(0, count / 4)]);
  expect(half(things.velocityY)).toBeGreaterThan(3);
  expect(half(things.radius)).toBeGreaterThan(1);
});

test("wind to the left carries rain and snow to the left", () => {
  for (const kind of ["rain", "snow", "petals"] as const) {
    expect(median([...swarmOf(kind, { direction: 180 }).things.velocityX])).toBeLessThan(0);
    expect(median([...swarmOf(kind, { direction: 0 }).things.velocityX])).toBeGreaterThan(0);
  }
});

test("more of it is more of it: twice the amount is twice the drops", () =>
  expect(swarmOf("rain", { amount: 2 }).count / swarmOf("rain").count).toBeCloseTo(2, 2));

test("a thing that has fallen out is born again elsewhere, above the frame", () => {
  const swarm = swarmOf("rain");
  const life = swarm.things.life[0]!;
  const first = (1.0001 - swarm.things.phase[0]!) * life;
  const births = [0, 1, 2].map((turn) => placeOf(swarm, 0, first + turn * life));
  expect(births.every(({ y }) => y < 0)).toBe(true);
  expect(new Set(births.map(({ x }) => Math.round(x))).size).toBe(3);
});

test("embers are born in the fire, and rise", () => {
  const swarm = swarmOf("dust", { region: "fire" });
  if (swarm.birthplace.type !== "places") throw new Error("embers have places");
  const { places } = swarm.birthplace;
  const [xs, ys] = [places.filter((_, at) => at % 2 === 0), places.filter((_, at) => at % 2 === 1)];
  // A cell of the grid of places is 20 by 11 px.
  expect(Math.min(...xs)).toBeGreaterThan(0.4 * 1280 - 20);
  expect(Math.max(...xs)).toBeLessThan(0.6 * 1280 + 20);
  expect(Math.min(...ys)).toBeGreaterThan(0.7 * 720 - 12);
  expect(Math.max(...ys)).toBeLessThan(0.8 * 720 + 12);
  expect(Math.max(...swarm.things.velocityY)).toBeLessThan(-30);
});

describe("the colour of petals", () => {
  const hue = ({ things }: Swarm) => [median([...things.u]), median([...things.v])];
  test("is that of the picture's blossom", () => {
    const [u, v] = hue(swarmOf("petals", {}, plain([200, 60, 150])));
    const [, pinkU, pinkV] = yuvOf(200, 60, 150);
    expect(Math.abs(u! - pinkU)).toBeLessThan(14);
    expect(Math.abs(v! - pinkV)).toBeLessThan(14);
  });
  test("is that of autumn leaves, which are longer than petals", () => {
    const [leaves, blossom] = [swarmOf("petals", {}, plain([190, 110, 30])), swarmOf("petals")];
    expect(hue(leaves)[0]).toBeLessThan(100);
    expect(median([...leaves.things.radius]) / median([...blossom.things.radius])).toBeGreaterThan(1.2);
  });
  test("is pale pink where plants are green", () => {
    const [u, v] = hue(swarmOf("petals", {}, plain([70, 120, 50])));
    expect(u).toBeGreaterThan(120);
    expect(u).toBeLessThan(130);
    expect(v).toBeGreaterThan(131);
    expect(v).toBeLessThan(145);
  });
});
