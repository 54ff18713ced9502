import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseGenerationId } from "@kinora/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "./open-sqlite-store.ts";

const PROGRAM = join(import.meta.dirname, "accept-until-killed.fixture.ts");
const ROUNDS = 3;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-kill-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a process that accepts generations, kills it after `count` of them, and says which ones it had answered. */
const acceptAndKill = async (path: string, { round, count }: { round: number; count: number }): Promise<string[]> => {
  const child = spawn(process.execPath, [PROGRAM, path, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  const answered: string[] = [];
  const ended = once(child, "close");
  for await (const line of createInterface(child.stdout)) {
    answered.push(line);
    if (answered.length === count) child.kill("SIGKILL");
  }
  await ended;
  expect(child.signalCode).toBe("SIGKILL");
  return answered;
};

test("every generation whose id was answered survives kill -9, whole and with its log", async () => {
  const path = join(folder, "kinora.db");
  const answered: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    answered.push(...(await acceptAndKill(path, { round, count: 7 * round })));
  }
  expect(answered.length).toBeGreaterThanOrEqual(42);
  const store = await openSqliteStore({ path, clock: { now: () => 0 } });
  const logged = new Set((await store.events({ afterId: 0, limit: 100_000 })).map((entry) => entry.generation_id));
  for (const text of answered.filter((line) => parseGenerationId(line) !== undefined)) {
    const id = parseGenerationId(text);
    const generation = id === undefined ? undefined : await store.read(id);
    expect(generation?.status).toBe("queued");
    expect(logged.has(text)).toBe(true);
  }
  // Nothing is half there either: each stored row has its log entry.
  expect((await store.pending()).length).toBe(logged.size);
  await store.close();
});
