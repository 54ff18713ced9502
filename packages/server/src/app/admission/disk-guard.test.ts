import { expect, test } from "vitest";
import { createDiskGuard } from "./disk-guard.ts";

const MIB = 1024 ** 2;

const guardOf = (...free: readonly number[]) => {
  let now = 0;
  const left = [...free];
  const clock = { now: () => now, set: (ms: number) => void (now = ms) };
  const measure = (): Promise<number> => Promise.resolve(left.shift() ?? 0);
  const told: string[] = [];
  const tell = (fact: string): void => void told.push(fact);
  const log = { info: tell, warn: tell };
  return { clock, told, guard: createDiskGuard({ folder: "/d", minFreeBytes: 200 * MIB, clock, log, measure }) };
};

test("with room there is no reason against new work", async () => {
  expect(await guardOf(200 * MIB).guard.reason()).toBeUndefined();
});

test("a low disk is told with what is free, what is wanted and what to do", async () => {
  expect(await guardOf(199.9 * MIB).guard.reason()).toBe(
    "Only 199 MiB are free on the disk of the data folder, and new work wants 200 (KINORA_MIN_FREE_DISK_MIB): make room. What was accepted is kept.",
  );
});

test("the disk is looked at again after two seconds, not before", async () => {
  const { guard, clock } = guardOf(100 * MIB, 300 * MIB);
  expect(await guard.freeBytes()).toBe(100 * MIB);
  clock.set(1_999);
  expect(await guard.freeBytes()).toBe(100 * MIB);
  clock.set(2_000);
  expect([await guard.freeBytes(), await guard.reason()]).toEqual([300 * MIB, undefined]);
});

test("the log says when the disk gets low and when it has room again, once each", async () => {
  const { guard, clock, told } = guardOf(300 * MIB, 100 * MIB, 50 * MIB, 300 * MIB);
  for (let second = 0; second < 8; second += 1) {
    clock.set(second * 1_000);
    await guard.reason();
  }
  expect(told).toEqual(["disk.low", "disk.has_room"]);
});

test("a file system that cannot say how much is free does not stop the work", async () => {
  const measure = (): Promise<number> => Promise.reject(new Error("ENOSYS"));
  const log = { info: () => undefined, warn: () => undefined };
  const guard = createDiskGuard({ folder: "/d", minFreeBytes: MIB, clock: { now: () => 0 }, log, measure });
  expect(await guard.reason()).toBeUndefined();
});
