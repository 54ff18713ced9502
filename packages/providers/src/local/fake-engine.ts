import { writeFile } from "node:fs/promises";
import type { MotionPlan } from "@kinora/contract";
import type { EngineRunner, RenderOrder, RenderWatch } from "./engine-runner.ts";

/** For tests: a plan in which only the camera moves. */
export const samplePlan: MotionPlan = {
  version: 1,
  seed: 7,
  duration_seconds: 4,
  fps: 30,
  loop: false,
  camera: { type: "dolly_in", amount: 1, ease: "inout" },
  effects: [],
  protect: [],
  strokes: [],
};

/** For tests: one rendering that does what the test says, when it says it. */
export interface FakeRendering extends RenderWatch {
  readonly order: RenderOrder;
  /** Writes the clip and ends well. */
  finish(): Promise<void>;
  fail(error: Error): void;
}

export interface FakeEngine extends EngineRunner {
  readonly renderings: FakeRendering[];
}

/** For tests: an engine whose renderings wait for the test, and end when they are killed. */
export const createFakeEngine = (): FakeEngine => {
  const renderings: FakeRendering[] = [];
  return {
    renderings,
    render: (order, watch) => {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      watch.signal.addEventListener("abort", () => reject(new Error("killed")));
      const finish = async (): Promise<void> => {
        await writeFile(order.outputPath, "a clip");
        resolve(undefined);
        await promise;
      };
      renderings.push({ ...watch, order, finish, fail: reject });
      return promise;
    },
    plan: () => Promise.resolve({ plan: samplePlan, report: { understood: [], unmet: [] } }),
    inspect: () => Promise.resolve({ width: 4, height: 3, format: "png", findings: [], regions: [], suggestions: [] }),
  };
};
