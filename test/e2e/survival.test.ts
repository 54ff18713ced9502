import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@kinora/sdk";
import { expect, test } from "vitest";
import {
  descendantsOf,
  hasProcessTree,
  isAlive,
  type KinoraProcess,
  LONG_CLIP,
  MOUNTAIN,
  openWorkbench,
  SHORT_CLIP,
  startServer,
  type Workbench,
} from "./kinora-process.ts";

const onLinux = test.skipIf(!hasProcessTree);

/** Resolves with the ids of the engine's processes, once it renders. */
const rendering = async (kinora: KinoraProcess): Promise<number[]> => {
  await expect.poll(() => descendantsOf(kinora.pid), { timeout: 30_000 }).not.toEqual([]);
  return descendantsOf(kinora.pid);
};

/** The same of an animate, whose engine is started before there is anything to render. */
const animating = async (kinora: KinoraProcess): Promise<number[]> => {
  await kinora.says(/rendering/u);
  return rendering(kinora);
};

const expectGone = (pids: readonly number[], timeout: number): Promise<void> =>
  expect.poll(() => pids.filter(isAlive), { timeout, interval: 20 }).toEqual([]);

const owner = async ({ dataDir }: Workbench): Promise<{ url: string }> =>
  JSON.parse(await readFile(join(dataDir, "owner.json"), "utf8")) as { url: string };

const create = async (url: string): Promise<string> => {
  const image = new Blob([await readFile(MOUNTAIN)]);
  const request = { image, duration_seconds: 6, resolution: "1080p" } as const;
  return (await createClient({ baseUrl: url }).createGeneration(request)).id;
};

onLinux(
  "kill -9 of serve while a clip renders leaves no process, and the clip is finished after the restart",
  async () => {
    await using bench = await openWorkbench();
    const first = await startServer(bench);
    const id = await create(first.url);
    const children = await rendering(first);
    first.child.kill("SIGKILL");
    await first.end;
    await expectGone(children, 5_000);
    const second = await startServer(bench);
    const done = await createClient({ baseUrl: second.url }).follow(id);
    expect(done).toMatchObject({ id, status: "succeeded" });
  },
  120_000,
);

onLinux(
  "an animate whose owner is killed becomes the owner, and both clips are finished under their ids",
  async () => {
    await using bench = await openWorkbench();
    const first = bench.start("animate", MOUNTAIN, "--seed", "1", ...LONG_CLIP);
    await animating(first);
    const second = bench.start("animate", MOUNTAIN, "--seed", "2", ...SHORT_CLIP, "--json", "-o", "second.mp4");
    await second.says(/queued|rendering|analysing|running|submitting/u);
    const { url } = await owner(bench);
    const { data } = await createClient({ baseUrl: url }).listGenerations();
    first.child.kill("SIGKILL");
    // It stays until the clip that the dead one left is done too.
    expect(await second.end, second.said.stderr).toBe(0);
    expect((JSON.parse(second.said.stdout) as { id: string }).id).toBe(data[0]?.id);
    const list = bench.start("generations", "list", "--json");
    expect(await list.end).toBe(0);
    const left = JSON.parse(list.said.stdout) as { data: { status: string }[] };
    expect(left.data.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
  },
  120_000,
);

onLinux(
  "a cancel frees the processors within a second",
  async () => {
    await using bench = await openWorkbench();
    const server = await startServer(bench);
    const id = await create(server.url);
    const children = await rendering(server);
    const client = createClient({ baseUrl: server.url });
    expect(await client.cancelGeneration(id)).toEqual({ stops: true, billing: "not_billed" });
    await expectGone(children, 1_000);
    expect((await client.follow(id)).status).toBe("cancelled");
  },
  60_000,
);

onLinux(
  "Ctrl-C cancels: nothing runs a second later, the command ends with 130, and the record says so",
  async () => {
    await using bench = await openWorkbench();
    const kinora = bench.start("animate", MOUNTAIN, ...LONG_CLIP);
    const children = await animating(kinora);
    kinora.child.kill("SIGINT");
    await expectGone(children, 1_000);
    expect(await kinora.end).toBe(130);
    const list = bench.start("generations", "list", "--json");
    expect(await list.end).toBe(0);
    const { data } = JSON.parse(list.said.stdout) as { data: { status: string }[] };
    expect(data.map(({ status }) => status)).toEqual(["cancelled"]);
  },
  60_000,
);

onLinux(
  "Ctrl-C while the gateway still opens leaves no process, though the engine was started ahead",
  async () => {
    await using bench = await openWorkbench();
    const kinora = bench.start("animate", MOUNTAIN, ...LONG_CLIP);
    const children = await rendering(kinora);
    kinora.child.kill("SIGINT");
    expect(await kinora.end).toBe(130);
    await expectGone(children, 1_000);
  },
  60_000,
);
