import type { Provider } from "@kinora/domain";
import { expect, test } from "vitest";
import { testProvider } from "./test-provider.ts";

const provider = (facts: Partial<Provider>): Provider =>
  ({
    id: "acme",
    title: "Acme",
    billing: "on_success",
    configured: true,
    models: [],
    maxRunning: 2,
    ...facts,
  }) as Provider;
const { signal } = new AbortController();

test.each<[string, Partial<Provider>, object]>([
  ["lacks a key", { configured: false }, { outcome: "fails", code: "model_not_configured" }],
  ["has no free call", {}, { outcome: "untested", message: "Acme has no call that costs nothing." }],
  ["is the embedded engine", { billing: "free" }, { outcome: "untested", message: "Acme runs on this machine." }],
  ["answers", { check: () => Promise.resolve(undefined) }, { outcome: "works", message: null, code: null }],
  [
    "refuses the key",
    { check: () => Promise.resolve({ code: "provider_auth", message: "No.", providerCode: undefined }) },
    { outcome: "fails", code: "provider_auth", message: "No." },
  ],
])("a provider that %s", async (_, facts, expected) => {
  expect(await testProvider(provider(facts), signal)).toMatchObject(expected);
});
