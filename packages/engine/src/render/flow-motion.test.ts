import { describe, expect, test } from "vitest";
import { syntheticEffect, syntheticInput, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { flowVelocity } from "./effects/flow.ts";
import { type FlowMotion, flowAge, flowMotion, layPhase, newPhase, type Velocity } from "./flow-motion.ts";
import { CELL_PX, frameGeometry, nodeCount } from "./frame-geometry.ts";
import { leastJacobian } from "./oscillation.ts";

const frame = frameGeometry({ width: 1280, height: 720 });
const perRow = frame.columns + 1;
const plan = { duration_seconds: 4, loop: false };
const nodeAt = (x: number, y: number): number => Math.round(y / CELL_PX) * perRow + Math.round(x / CELL_PX);

/** A velocity that a rule gives for each place in px. */
function velocityOf(rule: (x: number, y: number) => readonly [number, number]): Velocity {
  const velocity = { x: new Float32Array(nodeCount(frame)), y: new Float32Array(nodeCount(frame)) };
  velocity.x.forEach((_, node) => {
    const [x, y] = rule((node % perRow) * CELL_PX, Math.floor(node / perRow) * CELL_PX);
    velocity.x[node] = x;
    velocity.y[node] = y;
  });
  return velocity;
}

const phaseAt = (flow: FlowMotion, seconds: number) => {
  const phase = newPhase(nodeCount(frame));
  layPhase(phase, flow, seconds);
  return phase;
};
/** The smallest Jacobian over a round. */
const leastOver = (flow: FlowMotion): number =>
  Math.min(
    ...[-1, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1].map((share) =>
      leastJacobian({ ...phaseAt(flow, share * flow.roundSeconds), gain: new Float32Array(0) }, frame),
    ),
  );

describe("an even current of 40 px/s", () => {
  const flow = flowMotion(
    velocityOf(() => [40, 0]),
    plan,
    frame,
  )!;

  test("shows after a while what was upstream, and before the photograph what is downstream", () => {
    const node = nodeAt(640, 360);
    expect(phaseAt(flow, 0.5).x[node]).toBeCloseTo(-20, 2);
    expect(phaseAt(flow, -0.5).x[node]).toBeCloseTo(20, 2);
    expect(phaseAt(flow, 0).x[node]).toBe(0);
  });

  test("goes some 42 px in a round, which begins anew and anew", () => {
    expect(flow.roundSeconds).toBeCloseTo(1.05, 2);
    expect(flowAge(flow, 0.5)).toBe(0.5);
    expect(flowAge(flow, flow.roundSeconds * 2 + 0.25)).toBeCloseTo(0.25, 5);
  });

  test("takes nothing from farther outside the picture than a texture's border", () => {
    const far = flowMotion(
      velocityOf(() => [-900, 0]),
      plan,
      frame,
    )!;
    expect(Math.max(...phaseAt(far, far.roundSeconds).x.map((x, node) => x + (node % perRow) * CELL_PX))).toBeLessThan(
      1.1 * 1280,
    );
  });
});

test("in a loop a whole number of rounds fits", () => {
  const flow = flowMotion(
    velocityOf(() => [40, 0]),
    { duration_seconds: 4, loop: true },
    frame,
  )!;
  expect(4 / flow.roundSeconds).toBe(4);
  expect(flowAge(flow, 4)).toBe(0);
});

test("what flows in a circle stays on it", () => {
  // One turn in 2π seconds around the middle.
  const flow = flowMotion(
    velocityOf((x, y) => {
      const [dx, dy] = [x - 640, y - 360];
      return Math.hypot(dx, dy) < 300 ? [-dy, dx] : [0, 0];
    }),
    plan,
    frame,
  )!;
  const phase = phaseAt(flow, -flow.roundSeconds);
  const node = nodeAt(760, 360);
  expect(Math.hypot(120 + phase.x[node]!, phase.y[node]!)).toBeCloseTo(120, 0);
});

describe("nothing tears or folds", () => {
  test.each([
    ["where a current ends at once", velocityOf((x) => [x < 640 ? 200 : 0, 0])],
    ["where it begins", velocityOf((x) => [x > 640 ? 200 : 0, 0])],
    ["where two meet", velocityOf((x) => [x < 640 ? 120 : -120, 0])],
    ["in a whirl of noise", velocityOf((x, y) => [90 * Math.sin(x / 9 + y), 90 * Math.cos(y / 7 - x)])],
  ])("%s", (_, velocity) => {
    expect(leastOver(flowMotion(velocity, plan, frame)!)).toBeGreaterThan(0.3);
  });
});

test("what does not move needs no flow", () => {
  expect(
    flowMotion(
      velocityOf(() => [0, 0]),
      plan,
      frame,
    ),
  ).toBeUndefined();
});

describe("a current in a region", () => {
  const scene = syntheticScene({ water: (x, y) => x > 0.3 && x < 0.7 && y > 0.2, horizon: 0.5 });
  const velocity = (effect: Parameters<typeof syntheticEffect>[1] = {}): Velocity =>
    flowVelocity(syntheticInput({ effect: syntheticEffect("flow", effect), plan: syntheticPlan(), scene, frame }));
  const speedAt = ({ x, y }: Velocity, px: number, py: number): number =>
    Math.hypot(x[nodeAt(px, py)]!, y[nodeAt(px, py)]!);

  test("runs down at 40 px/s close by, slower far away, at 80 where it falls from above the horizon", () => {
    const usual = velocity();
    expect(usual.y[nodeAt(640, 690)]).toBeCloseTo(40, 0);
    expect(usual.x[nodeAt(640, 690)]).toBeCloseTo(0, 5);
    expect(speedAt(usual, 640, 400)).toBeLessThan(25);
    expect(speedAt(usual, 640, 260)).toBeCloseTo(80, 0);
  });

  test("goes where and how fast it is told; less sure, slower", () => {
    const told = velocity({ direction: 180, speed: 2, amount: 0.5 });
    expect(told.x[nodeAt(640, 690)]).toBeCloseTo(-40, 0);
    expect(speedAt(velocity({ confidence: 0 }), 640, 690)).toBeCloseTo(0.45 * 40, 0);
  });

  test("rests at its banks and everywhere else", () => {
    const usual = velocity({ direction: 0 });
    usual.x.forEach((x, node) => {
      const [px, py] = [(node % perRow) * CELL_PX, Math.floor(node / perRow) * CELL_PX];
      if (px <= 0.3 * 1280 || px >= 0.7 * 1280 || py <= 0.2 * 720) expect([x, usual.y[node]]).toEqual([0, 0]);
    });
  });

  test("of the sky goes across, of a fire up", () => {
    const fire = syntheticScene({ sky: (_, y) => y < 0.5 });
    const effect = syntheticEffect("flow", { region: "sky" });
    const sky = flowVelocity(syntheticInput({ effect, plan: syntheticPlan(), scene: fire, frame }));
    expect([sky.x[nodeAt(640, 100)]! > 10, Math.abs(sky.y[nodeAt(640, 100)]!)]).toEqual([true, 0]);
  });
});
