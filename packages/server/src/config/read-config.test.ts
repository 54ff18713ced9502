import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import type { Place } from "./config.ts";
import { dataFolderOf } from "./data-folder.ts";
import { readConfig, type ConfigSources } from "./read-config.ts";

const linux: Place = {
  platform: "linux",
  homeDir: "/home/ann",
  workingDir: "/work",
  tempDir: "/tmp",
  isTerminal: false,
};
const read = (sources: Partial<ConfigSources> = {}): ReturnType<typeof readConfig> =>
  readConfig({ flags: {}, env: {}, file: {}, place: linux, ...sources });

const faultOf = (sources: Partial<ConfigSources>): string => {
  try {
    read(sources);
  } catch (error) {
    if (error instanceof Failure) return error.message;
  }
  return "no fault";
};

test("nothing set: loopback, port 16688, no key, own folders, the embedded engine stands in", () => {
  expect(read()).toEqual({
    host: undefined,
    port: 16688,
    dataDir: "/home/ann/.local/share/kinora",
    publicUrl: undefined,
    auth: "off",
    allowedPaths: ["/home/ann", "/work", "/tmp"],
    allowPrivateHosts: [],
    defaultModel: "auto",
    bestModels: [],
    fallback: "local",
    aogWaitSeconds: 3600,
    providers: [],
    maxRunning: {},
    analyzers: {},
    blobs: undefined,
    content: "stream",
    retention: { succeededDays: undefined, othersDays: undefined },
    minFreeDiskMib: 200,
    maxQueued: 100_000,
    pollEveryMs: undefined,
    toolEnvironment: {},
    log: { level: "info", format: "json" },
  });
});

test("a flag wins over the environment, the environment over kinora.json", () => {
  const file = { port: 3, default_model: "c", fallback: "off" };
  const env = { KINORA_PORT: "2", KINORA_DEFAULT_MODEL: "b" };
  expect(read({ flags: { port: "1" }, env, file })).toMatchObject({ port: 1, defaultModel: "b", fallback: "off" });
});

test("port 0 is a port, not an absent one", () => expect(read({ env: { KINORA_PORT: "0" } }).port).toBe(0));

test("an empty variable is not set, but empty allowed paths mean none", () => {
  const env = { KINORA_PORT: "", KINORA_ALLOWED_PATHS: "" };
  expect(read({ env })).toMatchObject({ port: 16688, allowedPaths: [] });
});

test("off loopback a key is needed and no path may be read", () => {
  expect(read({ env: { KINORA_HOST: "0.0.0.0" } })).toMatchObject({ auth: "on", allowedPaths: [] });
  expect(read({ env: { KINORA_HOST: "0.0.0.0", KINORA_AUTH: "off" } }).auth).toBe("off");
  expect(read({ env: { KINORA_HOST: "::1" } }).auth).toBe("off");
});

test("the concurrency of a provider comes from its own variable, else from kinora.json", () => {
  const file = { providers: { local: { max_running: 2 }, lab: { max_running: 3, kind: "openai-videos" } } };
  expect(read({ env: { KINORA_LOCAL_MAX_RUNNING: "4" }, file }).maxRunning).toEqual({ local: 4, lab: 3 });
});

test("an analyzer's file that is not absolute lies in the data folder", () => {
  const file = { analyzers: { depth: { file: "models/depth.onnx" }, matte: { file: "/m.onnx", pixels: "imagenet" } } };
  expect(read({ file }).analyzers).toEqual({
    depth: { file: "/home/ann/.local/share/kinora/models/depth.onnx" },
    matte: { file: "/m.onnx", pixels: "imagenet" },
  });
});

test.each([
  ["no object", { analyzers: "depth.onnx" }],
  ["an unknown kind", { analyzers: { colour: { file: "a.onnx" } } }],
  ["an unknown scale of pixels", { analyzers: { depth: { file: "a.onnx", pixels: "bgr" } } }],
])("analyzers that are %s are refused with how they must look", (_, file) => {
  expect(faultOf({ file })).toContain('"analyzers" in kinora.json must be like {"depth": {"file":');
});

test("a tool gets the PATH and no key", () => {
  const env = { PATH: "/usr/bin", DASHSCOPE_API_KEY: "sk-1" };
  expect(read({ env }).toolEnvironment).toEqual({ PATH: "/usr/bin" });
});

test("a tool finds the compiled modules of this process", () => {
  const place = { ...linux, compileCacheDir: "/tmp/node-compile-cache" };
  expect(read({ place }).toolEnvironment).toEqual({ NODE_COMPILE_CACHE: "/tmp/node-compile-cache" });
});

test("a wrong value is answered with its variable and the remedy", () => {
  expect(faultOf({ env: { KINORA_PORT: "80a" } })).toBe(
    'KINORA_PORT cannot be "80a". Give a whole number from 0 (any free port) to 65535.',
  );
  expect(faultOf({ env: { KINORA_AUTH: "maybe", KINORA_PUBLIC_URL: "ftp://x" } })).toBe(
    'KINORA_PUBLIC_URL cannot be "ftp://x". Give the address that clients use, such as https://video.example.com. KINORA_AUTH cannot be "maybe". Give auto, on or off.',
  );
  expect(faultOf({ env: { KINORA_LOCAL_MAX_RUNNING: "0" } })).toBe(
    'KINORA_LOCAL_MAX_RUNNING cannot be "0". Give a whole number, 1 or more.',
  );
});

test("a database that is no PostgreSQL is refused, not ignored", () => {
  expect(faultOf({ env: { KINORA_DATABASE_URL: "mysql://db/kinora" } })).toContain(
    "Give postgres://user:password@host",
  );
});

test("an unknown entry of kinora.json is named", () => {
  expect(faultOf({ file: { prot: 80 } })).toContain('kinora.json has an entry "prot" that means nothing');
});

test("the data folder is the platform's", () => {
  expect(dataFolderOf({}, { XDG_DATA_HOME: "/xdg" }, linux)).toBe("/xdg/kinora");
  expect(dataFolderOf({}, {}, { ...linux, platform: "darwin", homeDir: "/Users/ann" })).toBe(
    "/Users/ann/Library/Application Support/Kinora",
  );
  expect(dataFolderOf({}, { LOCALAPPDATA: "C:\\L" }, { ...linux, platform: "win32", workingDir: "C:\\" })).toBe(
    "C:\\L\\Kinora",
  );
  expect(dataFolderOf({ data_dir: "here" }, { KINORA_DATA_DIR: "/there" }, linux)).toBe("/work/here");
});

test("a bucket takes the place of the data folder for files, and a key in its address is not repeated", () => {
  const { blobs, content } = read({ env: { KINORA_BLOB_URL: "s3://films/kinora", KINORA_CONTENT: "redirect" } });
  expect(blobs).toMatchObject({ bucket: "films", prefix: "kinora/" });
  expect(content).toBe("redirect");
  const fault = faultOf({ env: { KINORA_BLOB_URL: "s3://AKIA:sec/ret@films" } });
  expect(fault).toContain('KINORA_BLOB_URL cannot be "s3://[redacted]@films". Give s3://bucket/prefix');
  expect(fault).not.toMatch(/AKIA|sec\/ret/u);
});
