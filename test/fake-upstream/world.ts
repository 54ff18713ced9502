import type { Dialect } from "./dialect.ts";
import { createRecorder } from "./report.ts";
import { createScript } from "./rules.ts";
import {
  createVendorClock,
  type FakeTask,
  type Fate,
  newTaskId,
  type OtherClips,
  stateAt,
  type Timing,
  type Vendor,
} from "./vendor.ts";

/** All that the servers share. */
export interface World {
  readonly timing: Timing;
  readonly clock: ReturnType<typeof createVendorClock>;
  readonly script: ReturnType<typeof createScript>;
  readonly recorder: ReturnType<typeof createRecorder>;
  readonly tasks: Map<string, FakeTask>;
  readonly key: string;
  readonly dialects: readonly Dialect[];
  readonly clip: Buffer;
  readonly otherClips: OtherClips;
  filesUrl: string;
}

export const createWorld = (
  timing: Timing,
  given: Pick<World, "key" | "dialects" | "clip" | "otherClips"> & { readonly seed: number },
): World => ({
  timing,
  clock: createVendorClock(timing),
  script: createScript(given.seed),
  recorder: createRecorder(),
  tasks: new Map(),
  key: given.key,
  dialects: given.dialects,
  clip: given.clip,
  otherClips: given.otherClips,
  filesUrl: "",
});

export const setTiming = (world: World, { speed, ...changes }: Partial<Timing>): void => {
  Object.assign(world.timing, changes);
  if (speed !== undefined) world.clock.setSpeed(speed);
};

/** The vendor as one request of one dialect sees it. */
export const vendorFor = (
  world: World,
  dialect: Dialect,
  { marker, fate, isDoubled }: { marker: string; fate: Fate; isDoubled: boolean },
): Vendor => {
  const now = (): number => world.clock.now();
  const isKept = (task: FakeTask): boolean => task.fate !== "lost" && now() - task.createdAt < world.timing.keepMs;
  return {
    now,
    clip: world.clip,
    otherClips: world.otherClips,
    accept: ({ model, request, id = newTaskId() }) => {
      const task = {
        id,
        dialect: dialect.name,
        marker,
        model,
        createdAt: now(),
        fate,
        request,
        cancelledAt: undefined,
      };
      world.tasks.set(id, task);
      world.recorder.of(marker).accepted += 1;
      return task;
    },
    find: (id) => {
      const task = world.tasks.get(id);
      return task !== undefined && isKept(task) ? task : undefined;
    },
    stateOf: (task) => stateAt(task, world.timing, now()),
    list: () => {
      const kept = [...world.tasks.values()].filter((task) => task.dialect === dialect.name && isKept(task));
      return kept.toReversed().flatMap((task) => (isDoubled ? [task, task] : [task]));
    },
    cancel: (task, { whenRunning = false } = {}) => {
      const { state } = stateAt(task, world.timing, now());
      if (state !== "queued" && !(whenRunning && state === "running")) return false;
      task.cancelledAt = now();
      return true;
    },
    resultUrl: (task) => `${world.filesUrl}/${task.id}.mp4?Expires=1&Signature=c2lnbmVk`,
  };
};
