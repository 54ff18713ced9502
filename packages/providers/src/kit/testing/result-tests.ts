import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonValue } from "@kinora/contract";
import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import type { Deed } from "../../../../../test/fake-upstream/index.ts";
import { type BenchOf, contextOf } from "./http-bench.ts";
import type { HttpFixture } from "./http-fixture.ts";

const CLIPS = new URL("../../../../../test/fake-upstream/", import.meta.url);

const SPOILT: readonly (readonly [string, Deed, readonly string[]])[] = [
  ["is gone", { kind: "file", is: "gone" }, ["result_gone"]],
  ["has an address that has expired", { kind: "file", is: "expired" }, ["result_unreachable", "result_gone"]],
  ["is a web page", { kind: "file", is: "web_page" }, ["result_unusable"]],
  ["is cut short", { kind: "file", is: "cut_short" }, ["result_unreachable", "result_unusable"]],
  ["comes over a connection that breaks", { kind: "reset_before" }, ["result_unreachable"]],
  ["cannot be had just now", { kind: "status_before", status: 503 }, ["result_unreachable"]],
];

export const resultTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const done = async (): Promise<JsonValue> => {
    const operation = await benchOf().accepted();
    benchOf().finish();
    const outcome = await benchOf().poll(operation);
    if (outcome.kind !== "done") throw new Error(`it is ${JSON.stringify(outcome)}`);
    return JSON.parse(JSON.stringify(outcome.result)) as JsonValue;
  };
  const download = (result: JsonValue, name: string, signal?: AbortSignal): Promise<void> => {
    return benchOf().download(result, join(benchOf().folder, name), signal);
  };

  test("it is fetched whole, more than once, also by a new process", async () => {
    const result = await done();
    await download(result, "one");
    await benchOf().open().download(result, join(benchOf().folder, "two"), contextOf());
    for (const name of ["one", "two"]) {
      const made = await readFile(new URL(fixture.clip ?? "clip.mp4", CLIPS));
      expect((await readFile(join(benchOf().folder, name))).equals(made)).toBe(true);
    }
  });

  test.each(SPOILT)("a film that %s: a failure of the catalogue, and no file is left", async (_, does, codes) => {
    const result = await done();
    benchOf().fake.rules([{ on: "result", does }]);
    const error = await download(result, "spoilt").then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Failure)) throw new Error(`it is ${String(error)}`);
    expect(codes).toContain(error.code);
    expect(existsSync(join(benchOf().folder, "spoilt"))).toBe(false);
  });

  test("a film without an end is given up with its caller", async () => {
    const result = await done();
    benchOf().fake.rules([{ on: "result", does: { kind: "file", is: "endless" } }]);
    await expect(download(result, "endless", AbortSignal.timeout(300))).rejects.toThrow();
    expect(existsSync(join(benchOf().folder, "endless"))).toBe(false);
  });

  test.each([null, 7, {}, { url: "file:///etc/passwd" }])(
    "a result that is none (%j) is a failure, not a file",
    async (odd) => {
      await expect(download(odd, "odd")).rejects.toThrow();
      expect(existsSync(join(benchOf().folder, "odd"))).toBe(false);
    },
  );
};
