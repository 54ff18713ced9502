import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, FAILURES, type GenerationOptions, type JsonValue } from "@kinora/contract";
import type { PollOutcome, Provider, ProviderContext, SubmitPlan } from "@kinora/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manifestSchema } from "./manifest.ts";

/** A provider under test, and how to make the vendor behind it do things. */
export interface ProviderFixture {
  readonly provider: Provider;
  /** The same provider as a new process would open it. */
  newProcess(): Provider;
  /** How many submits arrived at the vendor so far. */
  submits(): number;
  /** Lets the vendor finish what was submitted last, with the bytes "a clip". */
  finish(): Promise<void>;
  /** Lets what was submitted last fail at the vendor. */
  fail(): Promise<void>;
}

let fixture: ProviderFixture;
let folder: string;
const context: ProviderContext = { signal: new AbortController().signal, wake: () => undefined };

/** A PNG of 4 × 3 pixels. */
const STILL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVQImWNgZGKGIwacHAAFiwBJx9wo/AAAAABJRU5ErkJggg==",
  "base64",
);

const planFor = async (provider: Provider, options: GenerationOptions = {}): Promise<SubmitPlan> => {
  const path = join(folder, "still.png");
  await writeFile(path, STILL);
  const ref = {
    sha256: "aa",
    bytes: STILL.length,
    mediaType: "image/png",
    width: 400,
    height: 300,
    meanColor: "#010203",
  };
  return {
    generationId: "gen_1",
    attemptId: "attempt-1",
    intendedAt: 0,
    sendBefore: Number.MAX_SAFE_INTEGER,
    strict: false,
    model: provider.models[0]?.id ?? "",
    prompt: "clouds",
    options,
    still: { ref, path },
  };
};

const accepted = async (): Promise<JsonValue> => {
  const outcome = await fixture.provider.submit(await planFor(fixture.provider), context);
  if (outcome.kind !== "accepted") throw new Error(`the submit was ${outcome.kind}`);
  return outcome.operation;
};

const poll = (operation: JsonValue, provider = fixture.provider): Promise<PollOutcome> =>
  provider.poll(operation, context);

const submitTests = (): void => {
  test("its manifest does not contradict itself", () => {
    const { id, title, billing, models } = fixture.provider;
    expect(manifestSchema.safeParse({ id, title, billing, models }).error).toBeUndefined();
  });

  test("one submit reaches the vendor once, and its operation survives JSON", async () => {
    const operation = await accepted();
    expect(fixture.submits()).toBe(1);
    expect(JSON.parse(JSON.stringify(operation))).toEqual(operation);
    expect((await poll(JSON.parse(JSON.stringify(operation)) as JsonValue)).kind).toBe("running");
  });

  test("a poll submits nothing", async () => {
    const operation = await accepted();
    await poll(operation);
    await poll(operation);
    expect(fixture.submits()).toBe(1);
  });
};

const endTests = (): void => {
  test("what is done stays done, and its result can be fetched more than once", async () => {
    const operation = await accepted();
    await fixture.finish();
    const done = await poll(operation);
    expect(done.kind).toBe("done");
    expect(await poll(operation)).toEqual(done);
    if (done.kind !== "done") throw new Error(`it is ${done.kind}`);
    for (const name of ["one", "two"]) {
      await fixture.provider.download(done.result, join(folder, name), context);
      expect(await readFile(join(folder, name), "utf8")).toBe("a clip");
    }
  });

  test("a failure has a code of the catalogue and a sentence", async () => {
    const operation = await accepted();
    await fixture.fail();
    const failed = await poll(operation);
    if (failed.kind !== "failed") throw new Error(`it is ${failed.kind}`);
    expect(Object.keys(FAILURES)).toContain(failed.failure.code);
    expect(failed.failure.message).not.toBe("");
  });

  test("a new process either goes on with an operation or says that it forgot it", async () => {
    const operation = await accepted();
    expect(["running", "forgotten"]).toContain((await poll(operation, fixture.newProcess())).kind);
  });

  test.each([null, 7, "x", {}, { run: "../../etc" }, []])("an operation that is none (%j) is no crash", async (odd) => {
    expect(["forgotten", "no_answer"]).toContain((await poll(odd)).kind);
  });

  test("a result that is gone is said to be gone", async () => {
    const operation = await accepted();
    await fixture.finish();
    const done = await poll(operation);
    if (done.kind !== "done") throw new Error(`it is ${done.kind}`);
    await fixture.provider.release?.(operation);
    await fixture.provider.release?.(operation);
    const fetching = fixture.provider.download(done.result, join(folder, "late"), context);
    await expect(fetching).rejects.toSatisfy((error) => error instanceof Failure && error.code === "result_gone");
  });
};

const cancelTests = (): void => {
  test("a cancel that stops ends in cancelled, also when it is asked for twice", async () => {
    const operation = await accepted();
    const answer = await fixture.provider.cancel?.(operation, context);
    await fixture.provider.cancel?.(operation, context);
    expect(answer).toEqual({ stops: true, billing: "not_billed" });
    expect((await poll(operation)).kind).toBe("cancelled");
  });
};

/** What a provider that works on this machine promises, run against one. Those with an HTTP API: `testing/http-provider-contract.ts`. */
export const providerContract = (name: string, open: (folder: string) => Promise<ProviderFixture>): void => {
  describe(`${name}: the provider's contract`, () => {
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "kinora-provider-"));
      fixture = await open(folder);
    });
    afterEach(async () => {
      await fixture.provider.close?.();
      await rm(folder, { recursive: true, force: true });
    });
    describe("submit", submitTests);
    describe("the end", endTests);
    describe("cancel", cancelTests);
  });
};
