import { type GenerationStore, type RepeatClaim } from "@kinora/domain";
import { expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "./generation.sample.ts";

/** What a store promises of requests that their client's library repeats by itself, run against the one of now. */
export const repeatContract = (now: () => GenerationStore): void => {
  const claim = (repeat: number, other: Partial<RepeatClaim> = {}): RepeatClaim => ({
    callerId: "caller-1",
    digest: "digest-1",
    repeat,
    since: 0,
    ...other,
  });
  const make = async (repeat: number): Promise<string> => {
    const generation = sampleGeneration();
    await now().insert(generation, [], claim(repeat));
    return generation.id;
  };
  const claimed = async (repeat: number, other?: Partial<RepeatClaim>): Promise<string | undefined> =>
    (await now().claimRepeat(claim(repeat, other)))?.id;

  test("a repeat claims what the request before it made, and only once", async () => {
    const id = await make(0);
    expect(await claimed(1)).toBe(id);
    expect(await claimed(1)).toBeUndefined();
  });

  test("a chain of repeats claims one generation, also where the first request never came", async () => {
    const first = await make(0);
    expect([await claimed(1), await claimed(2), await claimed(3)]).toEqual([first, first, first]);
    const second = await make(1);
    expect([await claimed(1), await claimed(2)]).toEqual([undefined, second]);
  });

  test("two equal requests stay two: each repeat claims one of them, the newest first", async () => {
    const older = await make(0);
    const newer = await make(0);
    expect([await claimed(1), await claimed(1), await claimed(1)]).toEqual([newer, older, undefined]);
    expect(await claimed(0)).toBeUndefined();
  });

  test("a repeat claims nothing of another caller, of another request, or from before its time", async () => {
    await make(0);
    expect(await claimed(1, { callerId: "caller-2" })).toBeUndefined();
    expect(await claimed(1, { digest: "digest-2" })).toBeUndefined();
    expect(await claimed(1, { since: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  });

  test("what lies in the trash is not claimed, and can be erased", async () => {
    const done = after(sampleGeneration(), ...PATHS.failed);
    await now().insert(done, [], claim(0));
    await now().save(after(done, { type: "trashed" }), []);
    expect(await claimed(1)).toBeUndefined();
    expect(await now().erase(done.id, 9_000)).toBe(true);
  });
};
