import type { GenerationView } from "@kinora/contract";
import { expect, test } from "vitest";
import type { SubmitRecord } from "../fake-upstream/index.ts";
import { type Evidence, judge } from "./judge.ts";

const view = (status: GenerationView["status"]): GenerationView =>
  ({ status, error: null, started_at: new Date(99_000).toISOString() }) as GenerationView;
const submit = (deed: SubmitRecord["deed"], at = 100_000): SubmitRecord => ({
  marker: "g1",
  dialect: "dashscope",
  at,
  deed,
  answeredAt: deed === undefined ? at + 50 : undefined,
});
const task = { dialect: "dashscope", fate: "succeeds", wasCancelled: false } as const;

const evidence = (changes: Partial<Evidence>): Evidence => ({
  marker: "g1",
  view: view("succeeded"),
  hasFilm: true,
  isFree: (dialect) => dialect === "sdcpp",
  submits: [submit(undefined)],
  tasks: [task],
  spoiledFilms: [],
  kills: [],
  ...changes,
});

test("a video that is the vendor's film, submitted once, is well", () => {
  expect(judge(evidence({}))).toEqual({
    status: "succeeded",
    lost: undefined,
    isTwice: false,
    isUnknowable: undefined,
  });
});

test.each<[string, Partial<Evidence>]>([
  ["an id that the server no longer knows", { view: undefined }],
  ["one that is still on its way", { view: view("running") }],
  ["one whose video is another one", { hasFilm: false }],
  ["one that failed though its video was made and paid", { view: view("failed"), hasFilm: false }],
])("%s is lost", (_, changes) => {
  expect(judge(evidence(changes)).lost).toBeDefined();
});

test.each<[string, Partial<Evidence>]>([
  ["the vendor's own failure", { tasks: [{ ...task, fate: "fails" }] }],
  ["a task that was stopped", { tasks: [{ ...task, wasCancelled: true }] }],
  ["a refusal", { tasks: [] }],
  ["a film that was spoiled three times", { spoiledFilms: ["cut_short", "web_page", "cut_short"] }],
])("%s is a failure, and not lost", (_, changes) => {
  expect(judge(evidence({ view: view("failed"), hasFilm: false, ...changes })).lost).toBeUndefined();
});

test("two submits count as two, also when the vendor made one task; a documented refusal does not count", () => {
  expect(judge(evidence({ submits: [submit("reset_before"), submit(undefined)] })).isTwice).toBe(true);
  expect(judge(evidence({ tasks: [task, task] })).isTwice).toBe(true);
  expect(judge(evidence({ submits: [submit("refuse"), submit(undefined)] })).isTwice).toBe(false);
});

test("free work may be made again, and then its last try counts; nobody is asked about it", () => {
  const free = { ...task, dialect: "sdcpp" };
  const again = [free, { ...free, fate: "fails" as const }];
  const submits = [submit("reset_after"), submit(undefined)].map((one) => ({ ...one, dialect: "sdcpp" }));
  expect(judge(evidence({ tasks: again, submits, view: view("failed"), hasFilm: false }))).toMatchObject({
    lost: undefined,
    isTwice: false,
  });
  const asks = { ...view("needs_review"), provider: "sdcpp" };
  expect(judge(evidence({ view: asks, submits, tasks: again })).isUnknowable).toBe(false);
});

test("free work that failed after its third start, or was refused at its last, is not lost; before that it is", () => {
  const free = { ...task, dialect: "sdcpp" };
  const submits = ["reset_after", "reset_after", "reset_after"].map((deed) => ({
    ...submit(deed as SubmitRecord["deed"]),
    dialect: "sdcpp",
  }));
  const lostAfter = (sent: readonly SubmitRecord[]): string | undefined =>
    judge(evidence({ tasks: [free], submits: sent, view: view("failed"), hasFilm: false })).lost;
  expect(lostAfter(submits)).toBeUndefined();
  expect(lostAfter([...submits.slice(0, 1), { ...submit("refuse"), dialect: "sdcpp" }])).toBeUndefined();
  expect(lostAfter(submits.slice(0, 2))).toBeDefined();
});

test.each<[string, Partial<Evidence>, boolean]>([
  ["whose answer broke", { submits: [submit("reset_after")] }, true],
  ["whose server died before it can have committed the answer", { kills: [100_600] }, true],
  ["whose server died while it waited", { submits: [submit("slow")], kills: [160_000] }, true],
  ["that never arrived, because its server died", { submits: [], tasks: [], kills: [101_000] }, true],
  ["that never arrived, though its server lived", { submits: [], tasks: [], kills: [150_000] }, false],
  ["that was answered long before its server died", { kills: [103_000] }, false],
])("a person may be asked about a submit %s", (_, changes, expected) => {
  expect(judge(evidence({ view: view("needs_review"), hasFilm: false, ...changes })).isUnknowable).toBe(expected);
});

test("a film that is gone at the vendor is not ours to lose", () => {
  const gone = { view: view("expired"), hasFilm: false, spoiledFilms: ["gone"] } as const;
  expect(judge(evidence(gone)).lost).toBeUndefined();
});
