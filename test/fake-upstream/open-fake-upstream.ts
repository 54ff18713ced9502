import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { listen } from "./listen.ts";
import { readDialects } from "./read-dialects.ts";
import type { Report } from "./report.ts";
import type { Rule } from "./rules.ts";
import { serveApi } from "./serve-api.ts";
import { serveFile } from "./serve-file.ts";
import type { FakeTask, OtherClips, Timing } from "./vendor.ts";
import { createWorld, setTiming } from "./world.ts";

export interface FakeUpstreamOptions extends Partial<Timing> {
  readonly rules?: readonly Rule[];
  /** Of every `chance` among the rules. */
  readonly seed?: number;
  /** The key that every vendor wants. */
  readonly key?: string;
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Of the host where films lie. */
  readonly filesPort?: number;
}

/** Every vendor at once, on loopback: see README.md. */
export interface FakeUpstream {
  /** The base URL of a dialect, such as `http://127.0.0.1:4711/dashscope`. */
  urlOf(dialect: string): string;
  readonly port: number;
  /** `host:port` of the films, for KINORA_ALLOW_PRIVATE_HOSTS. */
  readonly filesHost: string;
  readonly key: string;
  rules(rules: readonly Rule[]): void;
  /** One rule more, which counts after those that are there. */
  add(rule: Rule): void;
  /** Puts the vendors' clock forward. */
  advance(ms: number): void;
  setTiming(timing: Partial<Timing>): void;
  tasks(): readonly FakeTask[];
  readonly report: Report;
  close(): Promise<void>;
}

/** A task takes a minute at the vendor, which is a real one unless `speed` says otherwise; it is kept for a day. */
const DEFAULTS: Timing = { queueMs: 5_000, runMs: 55_000, keepMs: 24 * 3_600_000, speed: 1 };

/** A key, a made-up one. */
export const FAKE_KEY = "sk-fake-0123456789abcdef";

const readClip = (ending: string): Promise<Buffer> => readFile(new URL(`./clip.${ending}`, import.meta.url));

const readOtherClips = async (): Promise<OtherClips> => ({
  webm: await readClip("webm"),
  gif: await readClip("gif"),
  webp: await readClip("webp"),
});

export const openFakeUpstream = async (options: FakeUpstreamOptions = {}): Promise<FakeUpstream> => {
  const { rules = [], seed = 1, key = FAKE_KEY, port = 0, filesPort = 0, ...given } = options;
  const timing: Timing = { ...DEFAULTS, ...given };
  const world = createWorld(timing, {
    key,
    seed,
    dialects: await readDialects(),
    clip: await readClip("mp4"),
    otherClips: await readOtherClips(),
  });
  world.script.set(rules);
  const files = await listen(
    createServer((request, response) => void serveFile(world, request, response)),
    filesPort,
  );
  world.filesUrl = `http://127.0.0.1:${files.port}`;
  const api = await listen(
    createServer((request, response) => void serveApi(world, request, response)),
    port,
  );
  return {
    urlOf: (dialect) => `http://127.0.0.1:${api.port}/${dialect}`,
    port: api.port,
    filesHost: `127.0.0.1:${files.port}`,
    key,
    rules: (list) => world.script.set(list),
    add: (rule) => world.script.add(rule),
    advance: (ms) => world.clock.advance(ms),
    setTiming: (changes) => setTiming(world, changes),
    tasks: () => [...world.tasks.values()],
    report: world.recorder.report,
    close: async () => {
      await Promise.all([api.close(), files.close()]);
    },
  };
};
