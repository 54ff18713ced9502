import { expect, test } from "vitest";
import { type Account, createAccount } from "./account.ts";

/** An account that may ask ten times a second, and a clock that is set. */
const openAccount = (): { account: Account; set: (ms: number) => void } => {
  let nowMs = 0;
  const world = {
    clock: { now: () => nowMs },
    rng: () => 0,
    allowedPrivateHosts: [],
    pollEveryMs: undefined,
    folder: "/nowhere",
    warn: () => undefined,
  };
  const account = createAccount({
    baseUrl: "http://127.0.0.1:9",
    apiKey: undefined,
    credentials: {},
    limits: { maxRunning: 99, readsPerSecond: 10 },
    world,
  });
  return { account, set: (ms) => void (nowMs = ms) };
};

/** Asks at once where it may. */
const pollNow = (account: Account, key: string): number => {
  const waitMs = account.pollWaitMs(key);
  if (waitMs === 0) {
    account.polled(key);
    account.pollEnded(key);
  }
  return waitMs;
};

const keys = Array.from({ length: 30 }, (_, index) => `task-${index}`);

test("each operation has its own turn, a little more than a tenth of a second after the one before it", () => {
  const { account } = openAccount();
  const waits = keys.slice(0, 4).map((key) => Math.round(account.nextPollMs(key, 1_000)));
  expect(waits).toEqual([1_000, 1_020, 1_122, 1_224]);
});

test("of all that a busy moment held up, only as many are asked for at once as the account may ask in a second", () => {
  const { account, set } = openAccount();
  for (const key of keys) account.nextPollMs(key, 1_000);
  set(3_950);
  const waits = keys.map((key) => pollNow(account, key));
  expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(10);
});

test("who is a little late is asked for as soon as the others leave room", () => {
  const { account, set } = openAccount();
  for (const key of keys.slice(0, 20)) account.nextPollMs(key, 1_000);
  set(2_500);
  // The eleventh was due at 2.0 s: it waits until the first ten are a second old.
  expect(keys.slice(0, 11).map((key) => pollNow(account, key))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000]);
  set(3_500);
  expect(account.pollWaitMs("task-10")).toBe(0);
});

test("who missed its turn by more than a second, and finds others in its place, takes a new turn after theirs", () => {
  const { account, set } = openAccount();
  for (const key of keys.slice(0, 11)) account.nextPollMs(key, 1_000);
  for (const key of keys.slice(11, 20)) account.nextPollMs(key, 6_000);
  set(5_100);
  const waits = keys.slice(0, 11).map((key) => Math.round(pollNow(account, key)));
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_737]);
});

test("a poll that waits for a connection counts until it is sent, and a second from then", () => {
  const { account, set } = openAccount();
  for (const key of keys.slice(0, 10)) account.nextPollMs(key, 0);
  set(1_000);
  for (const key of keys.slice(0, 10)) expect(account.pollWaitMs(key)).toBe(0);
  set(3_000);
  expect(account.pollWaitMs("late")).toBeGreaterThan(0);
  for (const key of keys.slice(0, 10)) account.polled(key);
  set(3_900);
  expect(account.pollWaitMs("late")).toBeGreaterThan(0);
  set(4_000);
  expect(account.pollWaitMs("late")).toBe(0);
});

test("a poll that ended without being sent leaves its room to others", () => {
  const { account, set } = openAccount();
  set(1_000);
  for (const key of keys.slice(0, 10)) account.nextPollMs(key, 0);
  set(2_000);
  for (const key of keys.slice(0, 10)) expect(account.pollWaitMs(key)).toBe(0);
  account.pollEnded("task-3");
  expect(account.pollWaitMs("another")).toBe(0);
});
