import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@kinora/sdk";
import type { Finding } from "@kinora/server";
import type { CommandContext } from "../command-context.ts";
import { describeError } from "../describe-error.ts";
import { openFolderServer } from "../folder-server.ts";
import { TEST_PICTURE_BASE64 } from "./test-picture.ts";

const id = "engine";
const remedy = "Install Kinora again, and run this with KINORA_LOG_LEVEL=debug to see more.";
const LONGEST_MS = 60_000;

/** Makes a real video of one second in a data folder of its own, which is gone afterwards: kernel, encoder and all. */
export const checkEngine = async (context: CommandContext): Promise<Finding> => {
  const dataDir = await mkdtemp(join(tmpdir(), "kinora-doctor-"));
  try {
    return await makeVideo(dataDir, context);
  } catch (error) {
    context.signal.throwIfAborted();
    const { sentence } = await describeError(error);
    return { id, verdict: "fail", says: `A test video could not be made: ${sentence ?? ""}`, remedy };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

const makeVideo = async (dataDir: string, context: CommandContext): Promise<Finding> => {
  const server = await openFolderServer({ dataDir, onlyFolder: true }, context);
  if (server.kind === "owned_elsewhere") throw new Error(`${dataDir} is new and has an owner`);
  try {
    const request = { image: { base64: TEST_PICTURE_BASE64 }, model: "kinora-motion-1", duration_seconds: 1 };
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(LONGEST_MS)]);
    const client = createClient({ baseUrl: server.url, token: server.token });
    const { status, error } = await client.animate(request, { signal });
    if (status === "succeeded") return { id, verdict: "ok", says: "The embedded engine made a test video." };
    return { id, verdict: "fail", says: `A test video ${status}: ${error?.message ?? ""}`, remedy };
  } finally {
    await server.close();
  }
};
