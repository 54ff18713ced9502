import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseUnderTest } from "../../../../test/postgres/fresh-schema.ts";
import type { Provider } from "@kinora/domain";
import type { AnimationDesk } from "../app/make-animation.ts";
import type { ProviderSource } from "../app/provider-source.ts";
import type { Config } from "../config/config.ts";
import { createKinora, type Kinora } from "../main.ts";
import type { Log } from "../telemetry/log.ts";
import type { VideoDesk } from "../worker/video-desk.ts";
import { createFakeProvider, type FakeProvider, keylessProvider } from "./fake-provider.ts";

/** For tests: a whole gateway on real sockets, over a folder of its own, with a fake provider and AOG's model without a key. */
export interface Gateway {
  readonly url: string;
  readonly token: string;
  readonly kinora: Kinora;
  /** Closes it and opens it again over the same folder, at another address. */
  restart(): Promise<void>;
  readonly provider: FakeProvider;
  readonly dataDir: string;
  /** A folder that requests may name paths in. */
  readonly pictures: string;
  /** All that the database holds, as text. */
  records(): Promise<string>;
  /** What was logged, as one text. */
  logged(): string;
  /** Writes a file into `pictures` and gives its path. */
  picture(name: string, bytes: Uint8Array | string): Promise<string>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface GatewayOptions {
  readonly config?: Partial<Config>;
  readonly holds?: boolean;
  readonly animationDesk?: AnimationDesk;
  /** Providers beside the fake one. */
  readonly providers?: readonly Provider[];
  /** Where providers come from, instead of all of these. */
  readonly source?: ProviderSource;
}

/** Takes any file for a film of four seconds. */
const trustingDesk: VideoDesk = {
  asMp4: () => Promise.resolve(undefined),
  check: async (_path, { folder }) => {
    const path = join(folder, "thumbnail.webp");
    await writeFile(path, "a still");
    return {
      mediaType: "video/mp4",
      width: 960,
      height: 720,
      durationSeconds: 4,
      stills: [{ kind: "thumbnail", path, mediaType: "image/webp", width: 320, height: 240 }],
    };
  },
};

const recordingLog = (lines: string[]): Log => {
  const write = (event: string, fields: unknown): void => void lines.push(`${event} ${JSON.stringify(fields)}`);
  return { debug: write, info: write, warn: write, error: write };
};

/** As on a machine that cannot decode videos. */
const blindDesk: AnimationDesk = { animate: () => Promise.resolve(undefined) };

export const openGateway = async (options: GatewayOptions = {}): Promise<Gateway> => {
  const { config = {}, holds = false, animationDesk = blindDesk, providers = [] } = options;
  const root = await realpath(await mkdtemp(join(tmpdir(), "kinora-gateway-")));
  const pictures = join(root, "pictures");
  await mkdir(pictures);
  const provider = createFakeProvider({ holds });
  const database = await databaseUnderTest();
  const lines: string[] = [];
  const full: Config = {
    host: "127.0.0.1",
    port: 0,
    dataDir: join(root, "data"),
    publicUrl: undefined,
    auth: "off",
    allowedPaths: [pictures],
    allowPrivateHosts: [],
    defaultModel: "auto",
    bestModels: [],
    fallback: "local",
    aogWaitSeconds: 30,
    providers: [],
    masterKey: undefined,
    maxRunning: {},
    analyzers: {},
    databaseUrl: database?.url,
    blobs: undefined,
    content: "stream",
    retention: { succeededDays: undefined, othersDays: undefined },
    minFreeDiskMib: 200,
    maxQueued: 100_000,
    pollEveryMs: undefined,
    toolEnvironment: {},
    log: { level: "silent", format: "json" },
    ...config,
  };
  const fixed = [provider, keylessProvider("wan2.2-i2v-plus"), ...providers];
  const start = async (): Promise<Kinora> => {
    const kinora = await createKinora(full, {
      log: recordingLog(lines),
      providers: options.source ?? { fixed, kinds: [], open: () => undefined },
      videoDesk: trustingDesk,
      animationDesk,
    });
    if (kinora.kind !== "running") throw new Error("a fresh folder has no other owner");
    return kinora;
  };
  let kinora = await start();
  return {
    get url() {
      return kinora.url;
    },
    get token() {
      return kinora.token;
    },
    get kinora() {
      return kinora;
    },
    restart: async () => {
      await kinora.close();
      kinora = await start();
    },
    provider,
    dataDir: full.dataDir,
    pictures,
    records: async () => {
      if (database !== undefined) return database.text();
      const files = ["kinora.db", "kinora.db-wal"].map((name) => readFile(join(full.dataDir, name), "latin1"));
      return (await Promise.all(files)).join("\n");
    },
    logged: () => lines.join("\n"),
    picture: async (name, bytes) => {
      const path = join(pictures, name);
      await writeFile(path, bytes);
      return path;
    },
    postJson: (path, body, headers = {}) =>
      fetch(`${kinora.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: async () => {
      await kinora.close();
      await database?.drop();
      await rm(root, { recursive: true, force: true });
    },
  };
};
