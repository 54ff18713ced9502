import { afterEach, beforeEach, describe, expect } from "vitest";
import { FAKE_KEY } from "../../../../../test/fake-upstream/index.ts";
import { type HttpBench, openHttpBench } from "./http-bench.ts";
import type { HttpFixture } from "./http-fixture.ts";
import { lifeTests } from "./life-tests.ts";
import { orderTests } from "./order-tests.ts";
import { resultTests } from "./result-tests.ts";
import { setUpTests } from "./set-up-tests.ts";
import { submitTests } from "./submit-tests.ts";

/**
 * What every provider with an HTTP API promises, run against one that talks to its dialect of the fake upstream: one POST
 * whatever happens, what each answer means, every option and picture, polls, ends, cancel, reconcile, films, and no secret
 * anywhere. What an adapter cannot do stands in its fixture with a reason, and shows as a test that says so.
 */
export const httpProviderContract = (fixture: HttpFixture): void => {
  describe(`${fixture.kind.kind}: the contract of an HTTP provider`, () => {
    let bench: HttpBench;
    beforeEach(async () => {
      bench = await openHttpBench(fixture);
    });
    afterEach(async () => {
      const { said, fake } = bench;
      await bench.close();
      // After every test, whatever it did: the key is in nothing that was said, and reached no host of films.
      expect(said.filter((text) => text.includes(FAKE_KEY) || text.includes(btoa(FAKE_KEY)))).toEqual([]);
      expect(fake.report.leaks).toEqual([]);
    });
    const benchOf = (): HttpBench => bench;
    describe("how it is set up", () => setUpTests(fixture, benchOf));
    describe("a submit", () => submitTests(fixture, benchOf));
    describe("what is ordered", () => orderTests(fixture, benchOf));
    describe("accepted work", () => lifeTests(fixture, benchOf));
    describe("the film", () => resultTests(fixture, benchOf));
  });
};
