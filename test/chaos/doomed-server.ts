import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../bench/engine/fuzz/chance.ts";
import type { KinoraProcess, Workbench } from "../e2e/kinora-process.ts";
import type { FakeUpstream, RequestKind } from "../fake-upstream/index.ts";

/** A server is let live this long at the most before it is killed. */
const LONGEST_LIFE_MS = 2_000;
/** Nearer than this to a request it is that request which is cut off. */
const AT_ONCE_MS = 40;
const LOOK_EVERY_MS = 2;

/** `kinora serve` on one port, killed and started again. */
export interface DoomedServer {
  readonly url: string;
  /** When it was killed (ms since 1970). */
  readonly kills: readonly number[];
  /** Starts it, lets it live a while, kills it with SIGKILL. */
  liveAndDie(): Promise<void>;
  /** Starts it for good. */
  live(): Promise<KinoraProcess>;
}

interface World {
  readonly bench: Workbench;
  readonly fake: FakeUpstream;
  readonly chance: Chance;
  readonly port: number;
}

const AIMS: readonly RequestKind[] = ["submit", "submit", "submit", "poll", "list", "result"];

/** Resolves a moment after the vendor gets the next request of that kind, or when the life is over. */
const untilNext = async (fake: FakeUpstream, kind: RequestKind, lifeMs: number): Promise<void> => {
  const before = fake.report.requests[kind] ?? 0;
  const end = Date.now() + lifeMs;
  while ((fake.report.requests[kind] ?? 0) === before && Date.now() < end) await sleep(LOOK_EVERY_MS);
};

/** Half of the deaths are aimed: within milliseconds of a submit, a poll, a look at the list or a film. */
const dying = async ({ fake, chance }: World, server: KinoraProcess): Promise<void> => {
  if (chance.happens(0.1)) {
    await sleep(chance.whole(0, 400)); // while it starts
    return;
  }
  await server.says(/at (http:\S+)\/ and/u);
  const lifeMs = chance.whole(0, LONGEST_LIFE_MS);
  if (chance.happens(0.5)) {
    await untilNext(fake, chance.pick(AIMS), LONGEST_LIFE_MS);
    await sleep(chance.whole(0, AT_ONCE_MS));
  } else {
    await sleep(lifeMs);
  }
};

export const openDoomedServer = (world: World): DoomedServer => {
  const { bench, port } = world;
  const kills: number[] = [];
  const start = (): KinoraProcess => bench.start("serve", "--port", String(port));
  return {
    url: `http://127.0.0.1:${port}`,
    kills,
    liveAndDie: async () => {
      const server = start();
      await dying(world, server);
      kills.push(Date.now());
      server.child.kill("SIGKILL");
      await server.end;
    },
    live: async () => {
      const server = start();
      await server.says(/at (http:\S+)\/ and/u);
      return server;
    },
  };
};
