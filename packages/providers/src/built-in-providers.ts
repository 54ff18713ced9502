import type { AnalyzerModels } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import { dashscopeManifest } from "./dashscope/manifest.ts";
import { knownProvider } from "./kit/known-provider.ts";
import { createChildEngineRunner } from "./local/child-engine-runner.ts";
import { createLocalProvider } from "./local/provider.ts";

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
  /** How many processors this machine has. */
  readonly cores: number;
  /** How many operations may run at once, by provider id, where it is set. */
  readonly maxRunning: Readonly<Record<string, number>>;
}

/** One clip keeps about two processors busy; two at once are the most that pays. */
const localMaxRunning = (cores: number): number => Math.max(1, Math.min(2, Math.floor(cores / 2)));

/** Every provider that comes with Kinora, the embedded engine first. */
export const builtInProviders = (options: BuiltInProvidersOptions): readonly Provider[] => [
  createLocalProvider({
    runner: createChildEngineRunner({
      software: options.software,
      environment: options.toolEnvironment,
      analyzers: options.analyzers,
      modulesDir: options.modulesDir,
    }),
    folder: options.runsFolder,
    maxRunning: options.maxRunning["local"] ?? localMaxRunning(options.cores),
  }),
  knownProvider(dashscopeManifest),
];
