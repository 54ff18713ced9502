import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { GenerationView, JsonObject } from "@kinora/contract";
import { type Chance, chanceFrom } from "../../bench/engine/fuzz/chance.ts";
import { MOUNTAIN, openWorkbench } from "../e2e/kinora-process.ts";
import { type FakeUpstream, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { listen } from "../fake-upstream/listen.ts";
import { create, type Errand, readVideo, setUp, settle } from "./clients.ts";
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
const comeOneByOne = async (
  url: string,
  fake: FakeUpstream,
  { generations, kills, seed }: ChaosOptions,
): Promise<Accepted[]> => {
  for (const { dialect, stored } of UPSTREAMS) if (stored !== undefined) await setUp(url, dialect, stored(fake));
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
  readonly film: Buffer;
}

const upstreamOf = (dialect: string): Upstream | undefined => UPSTREAMS.find((one) => one.dialect === dialect);
const isFree = (dialect: string): boolean => upstreamOf(dialect)?.isFree === true;

/** The vendor's film, byte for byte; where one is made of it, an MP4. */
const hasFilmOf = async ({ accepted, view, url, film }: Ended): Promise<boolean> => {
  if (view?.status !== "succeeded") return false;
  const video = await readVideo(url, accepted.id);
  const isConverted = upstreamOf(view.provider)?.isConverted === true;
  return isConverted ? video.subarray(4, 8).toString("latin1") === "ftyp" : video.equals(film);
};

const evidenceOf = async (ended: Ended): Promise<Evidence> => {
  const { accepted, view, fake, kills } = ended;
  const { marker } = accepted.errand;
  return {
    marker,
    view,
    hasFilm: await hasFilmOf(ended),
    isFree,
    submits: fake.report.submits.filter((submit) => submit.marker === marker),
    tasks: fake
      .tasks()
      .filter((task) => task.marker === marker)
      .map(({ dialect, fate, cancelledAt }) => ({ dialect, fate, wasCancelled: cancelledAt !== undefined })),
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
    const coming = comeOneByOne(server.url, fake, options);
    for (let count = 1; count <= options.kills; count += 1) {
      await server.liveAndDie();
      options.onKill(count);
    }
    await server.live();
    const accepted = await coming;
    const views = await settle(server.url, options.settleWithinMs);
    const film = await readFile(new URL("../fake-upstream/clip.mp4", import.meta.url));
    const verdicts: ChaosReport["verdicts"][number][] = [];
    for (const one of accepted) {
      const { marker, dialect } = one.errand;
      const ended = { accepted: one, view: views.get(one.id), url: server.url, fake, kills: server.kills, film };
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
