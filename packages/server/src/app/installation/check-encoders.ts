import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ENCODER_NAMES, inspectVideoInChild, type EncoderName } from "@kinora/media";
import { withTempFolder } from "../image-intake/temp-folder.ts";
import type { Finding } from "./finding.ts";

const CHILD_FILE = new URL("./encoder-child.ts", import.meta.url);
const TIME_LIMIT_MS = 20_000;

/** Encodes a few frames with each encoder, in a child process each (a native encoder may crash), and decodes what came out. */
export const checkEncoders = (tempDir: string, signal: AbortSignal): Promise<Finding[]> =>
  withTempFolder(tempDir, async (folder) => {
    const tried: Tried[] = [];
    for (const name of ENCODER_NAMES) tried.push({ name, path: await encode(name, folder, signal) });
    return [
      judgeEncoders(tried.flatMap(({ name, path }) => (path === undefined ? [] : [name]))),
      await judgeDecoder(tried, { folder, signal }),
    ];
  });

interface Tried {
  readonly name: EncoderName;
  /** The film; undefined where this encoder does not work. */
  readonly path: string | undefined;
}

const encode = async (name: EncoderName, folder: string, signal: AbortSignal): Promise<string | undefined> => {
  const path = join(folder, `${name}.mp4`);
  const child = fork(CHILD_FILE, [name, path], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const kill = (): void => void child.kill("SIGKILL");
  const timer = setTimeout(kill, TIME_LIMIT_MS);
  signal.addEventListener("abort", kill, { once: true });
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    signal.throwIfAborted();
    return code === 0 ? path : undefined;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
  }
};

/** @internal for its test */
export const judgeEncoders = (working: readonly EncoderName[]): Finding => {
  const id = "encoder";
  const missing = ENCODER_NAMES.filter((name) => !working.includes(name));
  const best = working[0];
  const remedy = "Install ffmpeg, or install Kinora again with its optional dependencies.";
  if (best === undefined) return { id, verdict: "fail", says: "No video encoder works.", remedy };
  const others = missing.length === 0 ? "" : ` (${missing.join(" and ")} does not work here)`;
  const says = `${best} makes the videos${others}.`;
  if (best === "wasm") return { id, verdict: "warn", says: `${says} It is slow, and its files are larger.`, remedy };
  return { id, verdict: "ok", says };
};

const judgeDecoder = async (
  tried: readonly Tried[],
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Finding> => {
  const id = "decoder";
  const film = tried.find(({ path }) => path !== undefined)?.path;
  if (film === undefined) return { id, verdict: "fail", says: "There is no film to decode." };
  const remedy = "Install ffmpeg, or install Kinora again with its optional dependencies.";
  const isDecoded = await inspectVideoInChild(film, folder, { signal }).then(
    ({ facts }) => facts.decoded,
    () => false,
  );
  if (isDecoded) return { id, verdict: "ok", says: "Finished videos are decoded and checked." };
  return { id, verdict: "warn", says: "Finished videos are read, and not decoded: they get no thumbnails.", remedy };
};
