import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { GenerationView, JsonObject } from "@kinora/contract";
import { type Chance, chanceFrom } from "../../bench/engine/fuzz/chance.ts";
import { MOUNTAIN, openWorkbench } from "../e2e/kinora-process.ts";
import { type FakeUpstream, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { listen } from "../fake-upstream/listen.ts";
import { create, digestOfVideo, type Errand, settle } from "./clients.ts";
import { openDoomedServer } from "./doomed-server.ts";
import { type Evidence, judge } from "./judge.ts";
import type { ChaosReport } from "./report.ts";
import { type Upstream, UPSTREAMS } from "./upstreams.ts";

export interface ChaosOptions {
  readonly generations: number;
  readonly kills: number;
  /** Of everything that chance decides here; the moments of the machine are its own. */
  readonly seed: number;
  /** How long (ms) the last server may take to bring everything to its end. */
  readonly settleWithinMs: number;
  /** What the vendor does wrong. */
  readonly rules: readonly Rule[];
  readonly onKill: (count: number) => void;
}

/** A task of the fake takes about a second. */
const TIMING = { queueMs: 200, runMs: 800 };
/** About one life of a server, with its start. */
const LIFE_MS = 1_500;

const freePort = async (): Promise<number> => {
  const taken = await listen(createServer(), 0);
  await taken.close();
  return taken.port;
};

const makeErrand = (chance: Chance, number: number): Errand => {
  const { dialect, models }: Upstream = chance.pick(UPSTREAMS);
  const cancelAfterMs = chance.happens(0.06) ? chance.whole(0, 4_000) : undefined;
  const others = chance.happens(0.5) ? UPSTREAMS.filter((upstream) => upstream.dialect !== dialect) : [];
  const fallbackModels = others.map((other) => chance.pick(other.models));
  return { marker: `g${number}`, dialect, model: chance.pick(models), fallbackModels, cancelAfterMs };
};

/** What stands in `kinora.json`. */
const entriesOf = (fake: FakeUpstream): JsonObject =>
  Object.fromEntries(UPSTREAMS.flatMap(({ entry }) => (entry === undefined ? [] : [entry(fake)])));

interface Accepted {
  readonly errand: Errand;
  readonly id: string;
}

/** Everybody comes while servers die: the last one with the last death. */
const comeOneByOne = async (url: string, { generations, kills, seed }: ChaosOptions): Promise<Accepted[]> => {
  const chance = chanceFrom(seed);
  const under: Promise<Accepted>[] = [];
  for (let number = 1; number <= generations; number += 1) {
    const errand = makeErrand(chance, number);
    const accepted = create(url, errand).then((id) => ({ errand, id }));
    accepted.catch(() => undefined); // told at the end, with the others
    under.push(accepted);
    await sleep(chance.fraction() * 2 * ((kills * LIFE_MS) / generations));
  }
  return Promise.all(under);
};

interface Ended {
  readonly accepted: Accepted;
  readonly view: GenerationView | undefined;
  readonly url: string;
  readonly fake: FakeUpstream;
  readonly kills: readonly number[];
  readonly filmDigest: string;
}

const evidenceOf = async ({ accepted, view, url, fake, kills, filmDigest }: Ended): Promise<Evidence> => {
  const { marker } = accepted.errand;
  const hasFilm = view?.status === "succeeded" && (await digestOfVideo(url, accepted.id)) === filmDigest;
  return {
    marker,
    view,
    hasFilm,
    submits: fake.report.submits.filter((submit) => submit.marker === marker),
    tasks: fake
      .tasks()
      .filter((task) => task.marker === marker)
      .map(({ fate, cancelledAt }) => ({ fate, wasCancelled: cancelledAt !== undefined })),
    spoiledFilms: fake.report.spoiled[marker] ?? [],
    kills,
  };
};

/** Generations at a misbehaving vendor, while the server dies again and again: what became of each. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const begun = Date.now();
  const { seed } = options;
  const fake = await openFakeUpstream({ ...TIMING, rules: options.rules, seed });
  try {
    await using bench = await openWorkbench({
      ...Object.fromEntries(UPSTREAMS.flatMap(({ environment }) => Object.entries(environment(fake)))),
      KINORA_POLL_EVERY_MS: "300",
      KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
      KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
    });
    await mkdir(bench.dataDir);
    await writeFile(join(bench.dataDir, "kinora.json"), JSON.stringify({ providers: entriesOf(fake) }));
    const server = openDoomedServer({ bench, fake, chance: chanceFrom(seed + 1), port: await freePort() });
    const coming = comeOneByOne(server.url, options);
    for (let count = 1; count <= options.kills; count += 1) {
      await server.liveAndDie();
      options.onKill(count);
    }
    await server.live();
    const accepted = await coming;
    const views = await settle(server.url, options.settleWithinMs);
    const filmDigest = createHash("sha256")
      .update(await readFile(new URL("../fake-upstream/clip.mp4", import.meta.url)))
      .digest("hex");
    const verdicts: ChaosReport["verdicts"][number][] = [];
    for (const one of accepted) {
      const { marker, dialect } = one.errand;
      const ended = { accepted: one, view: views.get(one.id), url: server.url, fake, kills: server.kills, filmDigest };
      verdicts.push({ marker, dialect, ...judge(await evidenceOf(ended)) });
    }
    return {
      accepted: accepted.length,
      kills: server.kills.length,
      seconds: (Date.now() - begun) / 1000,
      verdicts,
      surplus: views.size - accepted.length,
      leaks: fake.report.leaks,
    };
  } finally {
    await fake.close();
  }
};
