import { expect, test } from "vitest";
import type { ProviderSettings } from "../kit/provider-settings.ts";
import { placeOf } from "./place.ts";

const settings = (changes: Partial<ProviderSettings>): ProviderSettings => ({
  id: "dashscope",
  kind: "dashscope",
  apiKey: "sk-made-up",
  baseUrl: undefined,
  maxRunning: undefined,
  options: {},
  ...changes,
});

test.each([
  [{}, "https://dashscope.aliyuncs.com", "cn"],
  [{ region: "intl" }, "https://dashscope-intl.aliyuncs.com", "intl"],
  [{ region: "us" }, "https://dashscope-us.aliyuncs.com", "us"],
  [{ region: "eu", workspace: "ws-1" }, "https://ws-1.eu-central-1.maas.aliyuncs.com", "eu"],
  [{ workspace: "ws-1" }, "https://ws-1.cn-beijing.maas.aliyuncs.com", "cn"],
])("%j is at %s", (options, baseUrl, region) => {
  expect(placeOf(settings({ options }))).toEqual({ baseUrl, region, workspaceHeader: undefined });
});

test.each([
  ["https://dashscope-intl.aliyuncs.com/api/v1/", "https://dashscope-intl.aliyuncs.com", "intl"],
  ["https://ws-1.ap-southeast-1.maas.aliyuncs.com", "https://ws-1.ap-southeast-1.maas.aliyuncs.com", "intl"],
  ["http://127.0.0.1:9/dashscope", "http://127.0.0.1:9/dashscope", undefined],
])("an address says its region where the vendor's hosts do: %s", (baseUrl, own, region) => {
  expect(placeOf(settings({ baseUrl }))).toEqual({ baseUrl: own, region, workspaceHeader: undefined });
});

test("a workspace goes into a header where the address does not name it, and a proxy's region can be said", () => {
  const options = { workspace: "ws-1", region: "intl" };
  expect(placeOf(settings({ baseUrl: "http://proxy.test", options }))).toEqual({
    baseUrl: "http://proxy.test",
    region: "intl",
    workspaceHeader: "ws-1",
  });
});

test.each([[{ region: "mars" }], [{ workspace: "a/b" }], [{ region: "eu" }]])(
  "%j is refused with what to do",
  (options) => {
    expect(() => placeOf(settings({ options }))).toThrow(/region|workspace/u);
  },
);
