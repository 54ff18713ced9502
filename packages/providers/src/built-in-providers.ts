import type { AnalyzerModels } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import { comfyui } from "./comfyui/provider.ts";
import { dashscope } from "./dashscope/provider.ts";
import { fal } from "./fal/provider.ts";
import type { ProviderKind, ProviderSettings, ProviderWorld } from "./kit/provider-settings.ts";
import { type ComingWork, createChildEngineRunner } from "./local/child-engine-runner.ts";
import { createLocalProvider } from "./local/provider.ts";
import { openAiVideos } from "./openai-videos/provider.ts";
import { replicate } from "./replicate/provider.ts";

/** Every adapter: a new one is one line here. */
const KINDS: readonly ProviderKind[] = [dashscope, openAiVideos, fal, replicate, comfyui];

export interface BuiltInProvidersOptions {
  /** Where the embedded engine keeps its runs: a folder of its own, on the disk of the data folder. */
  readonly runsFolder: string;
  /** What a film's metadata say made it, such as `Kinora 0.1.0`. */
  readonly software: string;
  /** The whole environment of child processes: what a tool on this machine needs to be found, and no key. */
  readonly toolEnvironment: Readonly<Record<string, string>>;
  /** Learned models that look at stills for the embedded engine. */
  readonly analyzers: AnalyzerModels;
  /** A folder whose `node_modules` may hold what runs them: the data folder. */
  readonly modulesDir: string;
  /** What this gateway is opened to render at once, if anything: the engine's process is started meanwhile. */
  readonly comingWork: ComingWork | undefined;
  /** How many processors this machine has. */
  readonly cores: number;
  /** How many operations may run at once, by provider id, where it is set. */
  readonly maxRunning: Readonly<Record<string, number>>;
  /** Providers that somebody set up: by a key in the environment, or an entry in `kinora.json`. */
  readonly settings: readonly Omit<ProviderSettings, "maxRunning">[];
  readonly world: ProviderWorld;
}

/** One clip keeps about two processors busy; two at once are the most that pays. */
const localMaxRunning = (cores: number): number => Math.max(1, Math.min(2, Math.floor(cores / 2)));

/**
 * The adapter that speaks to it. One that this version lacks is said, and left out: whoever set it up for a later version,
 * or slipped, still has all the others.
 */
const kindOf = ({ id, kind: name }: Pick<ProviderSettings, "id" | "kind">, world: ProviderWorld): ProviderKind[] => {
  const kind = KINDS.find((one) => one.kind === name);
  if (kind !== undefined) return [kind];
  world.warn("provider.unknown_kind", { provider: id, kind: name, known: KINDS.map((one) => one.kind) });
  return [];
};

/** What is shown though nobody set it up: then a stand-in, or an error, can say what is missing. */
const unset = (kind: ProviderKind): Omit<ProviderSettings, "maxRunning"> => ({
  id: kind.kind,
  kind: kind.kind,
  apiKey: undefined,
  baseUrl: undefined,
  options: {},
});

/** Every provider that comes with Kinora, the embedded engine first. Throws `bad_option` for settings that cannot be used. */
export const builtInProviders = (options: BuiltInProvidersOptions): readonly Provider[] => {
  const { settings, maxRunning, world } = options;
  const local = createLocalProvider({
    runner: createChildEngineRunner({
      software: options.software,
      environment: options.toolEnvironment,
      analyzers: options.analyzers,
      modulesDir: options.modulesDir,
      comingWork: options.comingWork,
    }),
    folder: options.runsFolder,
    maxRunning: maxRunning["local"] ?? localMaxRunning(options.cores),
  });
  const listed = KINDS.filter((kind) => kind.alwaysListed && !settings.some(({ id }) => id === kind.kind)).map(unset);
  const opened = [...settings, ...listed].flatMap((one) =>
    kindOf(one, world).map((kind) => kind.open({ ...one, maxRunning: maxRunning[one.id] }, world)),
  );
  return [local, ...opened];
};
