import type { ProviderView } from "@kinora/contract";
import { expect, test } from "vitest";
import { findingOf } from "./check-gateway.ts";

const ACME: ProviderView = {
  id: "acme",
  title: "Acme",
  billing: "on_success",
  configured: false,
  key: null,
  settings: ["api_key"],
  stored: null,
  models: ["one", "two"],
  max_running: 5,
};
const STORED = {
  set_at: "2026-11-23T10:00:00.000Z",
  has_key: true,
  base_url: null,
  region: null,
  workspace: null,
  problem: null,
};

test("a provider is said with where its key comes from, and one without a key is no fault", () => {
  expect([
    findingOf(ACME),
    findingOf({ ...ACME, configured: true, key: "stored", stored: STORED }),
    findingOf({ ...ACME, configured: true, key: "environment", models: ["one"] }),
    findingOf({ ...ACME, configured: true }),
  ]).toEqual([
    { id: "provider", verdict: "ok", says: "acme is not set up: its 2 models cannot be used." },
    { id: "provider", verdict: "ok", says: "acme is ready with its 2 models, with a stored key." },
    { id: "provider", verdict: "ok", says: "acme is ready with its model, with a key in the environment." },
    { id: "provider", verdict: "ok", says: "acme is ready with its 2 models." },
  ]);
});

test("a stored key that cannot be used is a warning that says what to do", () => {
  const problem = "What is stored of acme is damaged: set the key again (kinora providers set acme).";
  expect(findingOf({ ...ACME, stored: { ...STORED, has_key: null, problem } })).toEqual({
    id: "provider",
    verdict: "warn",
    says: problem,
  });
});
