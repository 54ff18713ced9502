import { expect, test } from "vitest";
import { meanMagnitude, meanVector, opticalFlow, sampleAt } from "./flow.ts";
import { loadOpenCv } from "./opencv.ts";
import { pixelsIn } from "./plane.ts";
import { paintedPlane, texturePlane } from "./testing-planes.ts";

const { cv } = await loadOpenCv();
const inner = pixelsIn([[0.2, 0.2, 0.8, 0.8]], { width: 160, height: 120 });

test.each([
  [0.3, 0],
  [1, 0],
  [-2.5, 1.5],
  [0, 6],
])("a shift by (%d, %d) px is found within 5 %", (dx, dy) => {
  const flow = opticalFlow(cv, texturePlane(), texturePlane({ dx, dy }));
  const [x, y] = meanVector(flow, inner);
  expect(Math.hypot(x - dx, y - dy)).toBeLessThan(0.05 * Math.hypot(dx, dy));
  expect(meanMagnitude(flow, inner)).toBeGreaterThan(0.95 * Math.hypot(dx, dy));
  expect(meanMagnitude(flow, inner)).toBeLessThan(1.05 * Math.hypot(dx, dy) + 0.02);
});

test("the same picture twice has no motion", () => {
  expect(meanMagnitude(opticalFlow(cv, texturePlane(), texturePlane()), inner)).toBeLessThan(0.001);
});

test("a magnification by 2 % moves things away from the middle, by 2 % of their distance", () => {
  const flow = opticalFlow(cv, texturePlane(), texturePlane({ zoom: 1.02 }));
  const [x, y] = meanVector(flow, pixelsIn([[0.85, 0.45, 0.9, 0.55]], flow));
  expect(x).toBeCloseTo(0.02 * 60, 1);
  expect(y).toBeCloseTo(0, 1);
});

test("between pixels the value is the mix of its neighbours, and outside there is none", () => {
  const ramp = paintedPlane(4, 4, (x, y) => 10 * x + y);
  expect(sampleAt(ramp, 1.5, 2.25)).toBe(17.25);
  expect(sampleAt(ramp, -0.1, 1)).toBeUndefined();
  expect(sampleAt(ramp, 3.2, 1)).toBeUndefined();
});
