import type { Delivery, DeliveryOwner, GenerationStore, Webhook } from "@kinora/domain";
import { expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "./generation.sample.ts";

interface Reopenable {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
}

const { id: generationId } = sampleGeneration();

const webhook = (facts: Partial<Webhook> = {}): Webhook => ({
  id: "wh_1",
  callerId: "caller-1",
  url: "https://example.com/hook",
  events: ["generation.succeeded", "generation.needs_review"],
  createdAt: 1_000,
  beginsAfter: 7,
  ...facts,
});

const delivery = (facts: Partial<Delivery> = {}): Delivery => ({
  id: "dlv_1",
  webhookId: "wh_1",
  callerId: "caller-1",
  generationId,
  eventId: 8,
  type: "generation.succeeded",
  url: "https://example.com/hook",
  body: '{"type":"…"}',
  status: "pending",
  tries: [
    { at: 1_500, status: 500, error: undefined },
    { at: 1_600, status: undefined, error: "no route" },
  ],
  round: 2,
  nextTryAt: 2_000,
  createdAt: 1_400,
  ...facts,
});

const OWNER: DeliveryOwner = { callerId: "caller-1", webhookId: "wh_1" };
const LIST = { limit: 20 };

const ownerTests = (fixture: () => Reopenable): void => {
  test("webhooks read back the same in a new process, newest first, for their caller alone", async () => {
    const young = webhook({ id: "wh_2", createdAt: 2_000 });
    for (const one of [webhook(), young, webhook({ id: "wh_3", callerId: "caller-2" })]) {
      await fixture().store.saveWebhook(one);
    }
    expect(await (await fixture().reopen()).webhooks("caller-1")).toEqual([young, webhook()]);
  });

  test("a removed webhook is gone with its secret and its deliveries", async () => {
    const { store } = fixture();
    await store.saveWebhook(webhook());
    await store.saveSigningSecret("wh_1", { current: sealed(1), previous: undefined });
    await store.saveDeliveries([delivery(), delivery({ id: "dlv_2", webhookId: undefined })], 8);
    await store.removeWebhook("wh_1");
    expect(await store.webhooks("caller-1")).toEqual([]);
    expect(await store.signingSecret("wh_1")).toBeUndefined();
    const due = await store.dueDeliveries({ nowMs: 9_000, limit: 9, exceptUrls: [] });
    expect(due.map(({ id }) => id)).toEqual(["dlv_2"]);
  });

  test("a signing secret takes the place of the one before it, and reads back with that", async () => {
    const { store } = fixture();
    await store.saveSigningSecret("wh_1", { current: sealed(1), previous: undefined });
    await store.saveSigningSecret("wh_1", { current: sealed(2), previous: { ...sealed(1), until: 5 } });
    const found = await store.signingSecret("wh_1");
    expect([...(found?.current.sealed ?? [])]).toEqual([0, 255, 2]);
    expect([found?.previous?.until, ...(found?.previous?.sealed ?? [])]).toEqual([5, 0, 255, 1]);
    expect(await store.signingSecret("wh_2")).toBeUndefined();
  });
};

const sealed = (last: number): { masterKeyId: string; sealed: Uint8Array } => ({
  masterKeyId: "0123456789abcdef",
  sealed: Uint8Array.of(0, 255, last),
});

const deliveryTests = (now: () => GenerationStore): void => {
  test("deliveries are written with the place in the log, once for each end and webhook", async () => {
    expect(await now().webhookCursor()).toBe(0);
    await now().saveDeliveries([delivery()], 8);
    await now().saveDeliveries([delivery({ id: "dlv_2" }), delivery({ id: "dlv_3", webhookId: undefined })], 9);
    expect(await now().webhookCursor()).toBe(9);
    expect((await now().deliveries(OWNER, LIST)).deliveries).toEqual([delivery()]);
    const own = await now().deliveries({ ...OWNER, webhookId: undefined }, LIST);
    expect(own.deliveries).toEqual([delivery({ id: "dlv_3", webhookId: undefined })]);
    expect(await now().delivery(OWNER, "dlv_1")).toEqual(delivery());
    expect(await now().delivery({ ...OWNER, callerId: "caller-2" }, "dlv_1")).toBeUndefined();
  });

  test("deliveries are listed newest first, page by page", async () => {
    for (const eventId of [1, 2, 3]) await now().saveDeliveries([delivery({ id: `dlv_${eventId}`, eventId })], eventId);
    const first = await now().deliveries(OWNER, { limit: 2 });
    const second = await now().deliveries(OWNER, { limit: 2, cursor: first.nextCursor });
    expect([first, second].map((page) => page.deliveries.map(({ id }) => id))).toEqual([["dlv_3", "dlv_2"], ["dlv_1"]]);
    expect(second.nextCursor).toBeUndefined();
    await expect(now().deliveries(OWNER, { limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "bad_request" });
  });
};

const sendingTests = (now: () => GenerationStore): void => {
  test("what is due is told, the longest due first, to other addresses than those that are busy", async () => {
    const due = [delivery({ id: "dlv_2", eventId: 2, nextTryAt: 3_000 }), delivery({ url: "https://busy/" })];
    await now().saveDeliveries([...due, delivery({ id: "dlv_3", eventId: 3, nextTryAt: 4_000 })], 8);
    const told = async (exceptUrls: readonly string[]): Promise<string[]> =>
      (await now().dueDeliveries({ nowMs: 3_000, limit: 9, exceptUrls })).map(({ id }) => id);
    expect(await told([])).toEqual(["dlv_1", "dlv_2"]);
    expect(await told(["https://busy/"])).toEqual(["dlv_2"]);
    expect(await now().nextDeliveryAt(3_000)).toBe(4_000);
    expect(await now().nextDeliveryAt(4_000)).toBeUndefined();
  });

  test("what became of a delivery is written, and what has failed is found", async () => {
    await now().saveDeliveries([delivery()], 8);
    const failed = delivery({ status: "failed", nextTryAt: undefined, round: 9, tries: [] });
    await now().updateDelivery(failed);
    expect(await now().failedDeliveries(OWNER)).toEqual([failed]);
    expect(await now().dueDeliveries({ nowMs: 9_000, limit: 9, exceptUrls: [] })).toEqual([]);
    await now().updateDelivery(delivery({ id: "dlv_9" }));
    expect(await now().delivery(OWNER, "dlv_9")).toBeUndefined();
  });

  test("what ended long ago is forgotten, what is still to be sent is not", async () => {
    const ended = delivery({ id: "dlv_2", eventId: 2, status: "delivered", nextTryAt: undefined });
    await now().saveDeliveries([delivery(), ended], 8);
    await now().forgetDeliveries(1_400);
    expect((await now().deliveries(OWNER, LIST)).deliveries).toHaveLength(2);
    await now().forgetDeliveries(1_401);
    expect((await now().deliveries(OWNER, LIST)).deliveries.map(({ id }) => id)).toEqual(["dlv_1"]);
  });

  test("an erased generation leaves no message behind", async () => {
    const first = sampleGeneration();
    await now().insert(first, [], undefined);
    const ended = after(first, ...PATHS.cancelled);
    await now().save(ended, []);
    await now().save(after(ended, { type: "trashed" }), []);
    await now().saveDeliveries([delivery({ generationId: first.id })], 8);
    expect(await now().erase(first.id, 2_001)).toBe(true);
    expect((await now().deliveries(OWNER, LIST)).deliveries).toEqual([]);
  });
};

/** What a store promises of webhooks and of what they are told. */
export const webhookContract = (fixture: () => Reopenable): void => {
  ownerTests(fixture);
  deliveryTests(() => fixture().store);
  sendingTests(() => fixture().store);
};
