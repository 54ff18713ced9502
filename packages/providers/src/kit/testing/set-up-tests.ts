import { OPTION_NAMES } from "@kinora/contract";
import { expect, test } from "vitest";
import { manifestSchema } from "../manifest.ts";
import { type BenchOf, contextOf } from "./http-bench.ts";
import { type HttpFixture, isLacking } from "./http-fixture.ts";
import { lacking } from "./lacking.ts";

export const setUpTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  test("its models do not contradict themselves, and prices that are known are numbers", () => {
    const { provider } = benchOf();
    const { id, title, billing, models } = provider;
    expect(manifestSchema.safeParse({ id, title, billing, models }).error).toBeUndefined();
    for (const model of models) {
      const price = provider.priceOf?.(model.id, {});
      if (price !== undefined) expect(price.usd).toBeGreaterThanOrEqual(0);
    }
  });

  test("the fixture has a row for every option that a model declares, and for no other", () => {
    const declared = new Set(benchOf().provider.models.flatMap(({ options }) => options));
    const usual = benchOf().provider.modelNamed?.(fixture.model);
    for (const option of usual?.options ?? []) declared.add(option);
    expect(Object.keys(fixture.options).toSorted()).toEqual(
      OPTION_NAMES.filter((name) => declared.has(name)).toSorted(),
    );
  });

  test("with what it needs it is configured", () => expect(benchOf().provider.configured).toBe(true));

  if (fixture.noKey === undefined) {
    test("without a key it is not configured, says what is missing, and sends nothing", async () => {
      const provider = benchOf().open({ apiKey: undefined });
      expect(provider.configured).toBe(false);
      expect(await provider.submit(benchOf().plan(), contextOf())).toMatchObject({
        kind: "rejected",
        failure: { code: "model_not_configured" },
      });
      expect(benchOf().fake.report.requests).toEqual({});
    });
  } else lacking("a key", fixture.noKey.lacks);

  test("KINORA_<PROVIDER>_MAX_RUNNING counts", () => {
    expect(benchOf().open({ maxRunning: 7 }).maxRunning).toBe(7);
    expect(benchOf().provider.maxRunning).toBeGreaterThan(0);
  });

  if (isLacking(fixture.check)) {
    lacking("a free call that shows whether it is set up well", fixture.check.lacks);
    test("and it declares none", () => expect(benchOf().provider).not.toHaveProperty("check"));
    return;
  }
  test("a free call says that address and key are right, and makes nothing", async () => {
    expect(await benchOf().check()).toBeUndefined();
    expect(benchOf().fake.report.requests.submit ?? 0).toBe(0);
  });
  test("a free call says that the vendor cannot be reached", async () => {
    benchOf().fake.rules([
      { on: "list", does: { kind: "reset_before" } },
      { on: "other", does: { kind: "reset_before" } },
    ]);
    expect(await benchOf().check()).toMatchObject({
      code: "provider_timeout",
    });
  });
  if (fixture.check === "open") return;
  test("a free call says that the key is wrong", async () => {
    const provider = benchOf().open({ apiKey: "sk-wrong-0123456789" });
    expect(await benchOf().check(provider)).toMatchObject({
      code: "provider_auth",
    });
  });
};
