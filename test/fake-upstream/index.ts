export type { Dialect, FakeAnswer, FakeRequest, FakeRoute } from "./dialect.ts";
export { FAKE_KEY, type FakeUpstream, type FakeUpstreamOptions, openFakeUpstream } from "./open-fake-upstream.ts";
export type { Report, SubmitRecord } from "./report.ts";
export type { Deed, Refusal, RequestKind, Rule } from "./rules.ts";
export type { FakeTask, Fate, TaskState, Timing, Vendor } from "./vendor.ts";
