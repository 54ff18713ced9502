import type { ChildProcess } from "node:child_process";
import type { AnalyzerModels, PlanRequest } from "@kinora/contract";
import {
  type EngineChildOptions,
  type LikelyRequest,
  type MotionWish,
  planWords,
  runInEngineChild,
  startEngineChild,
} from "@kinora/engine";
import type { EngineRunner, RenderOrder, RenderWatch } from "./engine-runner.ts";
import { CLIP_DEFAULTS } from "./manifest.ts";

export interface ChildEngineOptions {
  /** What a film's metadata say made it, such as `Kinora 0.1.0`. */
  readonly software: string;
  /** The children's whole environment: what a tool on this machine needs to be found, and no key. */
  readonly environment: Readonly<Record<string, string>>;
  /** Learned models that look at each still too. */
  readonly analyzers: AnalyzerModels;
  /** A folder whose `node_modules` may hold what runs them. */
  readonly modulesDir: string;
  /**
   * For a gateway that is opened to render: a child is started at once, for the first run to find it ready. Where it is known,
   * it looks at the picture meanwhile.
   */
  readonly comingWork: ComingWork | undefined;
}

/** What a gateway is opened for. */
export interface ComingWork {
  /** The first picture, where it is a file of this machine, with the words about it. */
  readonly likely?: LikelyRequest;
}

/** The child that was started ahead, until it is taken. */
interface Ahead {
  take(): ChildProcess | undefined;
  close(): void;
}

const startAhead = ({ comingWork, environment }: ChildEngineOptions): Ahead => {
  let waiting = comingWork === undefined ? undefined : startEngineChild(environment, comingWork.likely);
  return {
    take: () => {
      const taken = waiting;
      waiting = undefined;
      return taken;
    },
    close: () => void waiting?.kill("SIGKILL"),
  };
};

/** How every child of the engine is started. */
const childOptions = (options: ChildEngineOptions, signal: AbortSignal): EngineChildOptions => {
  const { environment, analyzers: models, modulesDir } = options;
  const isBare = Object.keys(models).length === 0;
  return { signal, environment, ...(isBare ? {} : { analyzers: { models, modulesDir } }) };
};

const wishOf = (request: Omit<PlanRequest, "image">): MotionWish => ({
  prompt: request.prompt,
  motion: undefined,
  seed: request.seed ?? 0,
  durationSeconds: request.duration_seconds ?? CLIP_DEFAULTS.durationSeconds,
  fps: request.fps ?? CLIP_DEFAULTS.fps,
  loop: request.loop ?? false,
});

interface Rendering {
  readonly options: ChildEngineOptions;
  readonly ahead: Ahead;
}

const render = async (order: RenderOrder, watch: RenderWatch, { options, ahead }: Rendering): Promise<void> => {
  const child = ahead.take();
  await runInEngineChild(
    { kind: "render", order: { ...order, software: options.software } },
    {
      ...childOptions(options, watch.signal),
      ...(child === undefined ? {} : { child }),
      onPlanned: ({ plan, report }) => watch.onNews({ kind: "planned", plan, unmet: report.unmet }),
      onWarning: (warning) => watch.onNews({ kind: "warned", warning }),
      onProgress: (stage, progress) => watch.onNews({ kind: "progress", stage, progress }),
    },
  );
};

/**
 * The embedded engine through `@kinora/engine`: one child process for each rendering, inspection or plan of a still. The
 * words alone are planned in this process: that touches no picture.
 */
export const createChildEngineRunner = (options: ChildEngineOptions): EngineRunner => {
  const ahead = startAhead(options);
  return {
    render: (order, watch) => render(order, watch, { options, ahead }),
    plan: (request, stillPath, signal) => {
      const wish = wishOf(request);
      if (stillPath === undefined) return planWords(wish);
      return runInEngineChild({ kind: "plan", stillPath, wish }, childOptions(options, signal));
    },
    inspect: (stillPath, signal) => runInEngineChild({ kind: "inspect", stillPath }, childOptions(options, signal)),
    close: () => ahead.close(),
  };
};
