import { expect, test } from "vitest";
import { sampleIn } from "./generation.sample.ts";
import { afterTry, type Delivery, sentAgain } from "./webhook.ts";

const fresh: Delivery = {
  id: "dlv_1",
  webhookId: "wh_1",
  callerId: "caller-1",
  generationId: sampleIn("succeeded").id,
  eventId: 7,
  type: "generation.succeeded",
  url: "https://example.com/hook",
  body: "{}",
  status: "pending",
  tries: [],
  round: 0,
  nextTryAt: 0,
  createdAt: 0,
};

const refusals = (from: Delivery, count: number): Delivery[] => {
  const all: Delivery[] = [];
  for (let index = 0, current = from; index < count; index += 1) {
    current = afterTry(current, { at: current.nextTryAt ?? 0, status: 500, error: undefined });
    all.push(current);
  }
  return all;
};

test("tries go out at once, after 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 8 h and 8 h, and then it has failed", () => {
  const all = refusals(fresh, 9);
  const waits = all.map(({ nextTryAt, tries }) =>
    nextTryAt === undefined ? undefined : nextTryAt - (tries.at(-1)?.at ?? 0),
  );
  expect(waits).toEqual([5e3, 30e3, 300e3, 1_800e3, 7_200e3, 18_000e3, 28_800e3, 28_800e3, undefined]);
  expect(all.map(({ status }) => status).slice(-2)).toEqual(["pending", "failed"]);
  expect(all.at(-2)?.nextTryAt).toBeLessThan(86_400_000);
});

test.each([200, 201, 204, 299])("%i takes it", (status) => {
  expect(afterTry(fresh, { at: 3, status, error: undefined })).toMatchObject({
    status: "delivered",
    nextTryAt: undefined,
    tries: [{ at: 3, status }],
  });
});

test.each([302, 400, 404, 429, 500])("%i is tried again", (status) => {
  expect(afterTry(fresh, { at: 3, status, error: undefined })).toMatchObject({ status: "pending", nextTryAt: 5_003 });
});

test("410 says that nobody is there any more: it is not tried again", () => {
  expect(afterTry(fresh, { at: 3, status: 410, error: undefined })).toMatchObject({ status: "failed" });
});

test("what is sent again by hand has a whole day of tries more, and the log keeps the newest 20", () => {
  const failed = refusals(fresh, 9).at(-1) ?? fresh;
  const again = sentAgain(failed, 90_000_000);
  expect(again).toMatchObject({ id: "dlv_1", status: "pending", nextTryAt: 90_000_000, round: 0 });
  const twice = refusals(again, 9).at(-1) ?? fresh;
  expect([twice.status, twice.tries.length]).toEqual(["failed", 18]);
  expect(refusals(sentAgain(twice, 0), 9).at(-1)?.tries).toHaveLength(20);
});
