import type { AnalyzerModels, ProviderSetting } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import * as adapters from "./adapters.ts";
import type { ProviderKind, ProviderSettings, ProviderWorld } from "./kit/provider-settings.ts";
import { type ComingWork, createChildEngineRunner } from "./local/child-engine-runner.ts";
import { createLocalProvider } from "./local/provider.ts";

const KINDS: readonly ProviderKind[] = Object.values(adapters);

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
  readonly world: ProviderWorld;
}

/** One clip keeps about two processors busy; two at once are the most that pays. */
const localMaxRunning = (cores: number): number => Math.max(1, Math.min(2, Math.floor(cores / 2)));

/**
 * The adapter that speaks to it. One that this version lacks is said, and left out: whoever set it up for a later version,
 * or slipped, still has all the others.
 */
const kindOf = (
  { id, kind: name }: Pick<ProviderSettings, "id" | "kind">,
  world: ProviderWorld,
): ProviderKind | undefined => {
  const kind = KINDS.find((one) => one.kind === name);
  if (kind === undefined) {
    world.warn("provider.unknown_kind", { provider: id, kind: name, known: KINDS.map((one) => one.kind) });
  }
  return kind;
};

/** An adapter, as far as setting it up goes. */
const factsOf = ({ kind, alwaysListed, places = [] }: ProviderKind): BuiltInProviders["kinds"][number] => ({
  kind,
  alwaysListed,
  settings: ["api_key", "base_url", ...places],
});

/** Where the providers that come with Kinora are opened. */
export interface BuiltInProviders {
  /** The embedded engine. */
  readonly embedded: Provider;
  readonly kinds: readonly {
    readonly kind: string;
    readonly alwaysListed: boolean;
    readonly settings: readonly ProviderSetting[];
  }[];
  /** Opens one as it is set up; undefined where this version lacks its kind. Throws `bad_option` for settings that cannot be used. */
  readonly open: (settings: Omit<ProviderSettings, "maxRunning">) => Provider | undefined;
}

export const builtInProviders = (options: BuiltInProvidersOptions): BuiltInProviders => {
  const { maxRunning, world } = options;
  const embedded = createLocalProvider({
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
  return {
    embedded,
    kinds: KINDS.map(factsOf),
    open: (settings) => kindOf(settings, world)?.open({ ...settings, maxRunning: maxRunning[settings.id] }, world),
  };
};
