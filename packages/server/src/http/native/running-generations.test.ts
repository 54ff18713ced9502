import type { GenerationView, LogEventView } from "@kinora/contract";
import { expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

const image = { base64: greyPng(32, 32).toString("base64") };

const create = async (gateway: Gateway): Promise<GenerationView> =>
  (await (await gateway.postJson("/api/v1/generations", { image })).json()) as GenerationView;

const show = async (gateway: Gateway, id: string): Promise<GenerationView> =>
  (await (await fetch(`${gateway.url}/api/v1/generations/${id}`)).json()) as GenerationView;

/** Reads server-sent events until the stream ends or `isEnough`. */
const readEvents = async (answer: Response, isEnough: (event: LogEventView) => boolean): Promise<LogEventView[]> => {
  const events: LogEventView[] = [];
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString("utf8");
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/mu.exec(block)?.[1];
      if (data === undefined) continue;
      const event = JSON.parse(data) as LogEventView;
      events.push(event);
      if (isEnough(event)) return events;
    }
  }
  return events;
};

const untilRunning = async (gateway: Gateway, id: string): Promise<void> => {
  const answer = await fetch(`${gateway.url}/api/v1/generations/${id}/events`);
  await readEvents(answer, ({ type }) => type === "generation.running");
};

test("events are told from the first, as they come, and the stream ends with the generation", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  const answer = await fetch(`${gateway.url}/api/v1/generations/${id}/events`);
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const events = await readEvents(answer, ({ type }) => {
    if (type === "generation.running") gateway.provider.finishAll();
    return false;
  });
  const types = events.map(({ type }) => type).filter((type) => type !== "generation.progressed");
  expect(types).toEqual([
    "generation.queued",
    "generation.model_chosen",
    "generation.submitting",
    "generation.running",
    "generation.collecting",
    "generation.succeeded",
  ]);
  const ids = events.map((event) => event.id);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));

  const resumed = await fetch(`${gateway.url}/api/v1/generations/${id}/events`, {
    headers: { "last-event-id": String(events.at(-3)?.id) },
  });
  expect((await readEvents(resumed, () => false)).map((event) => event.id)).toEqual(ids.slice(-2));
});

test("?wait is answered when the time is over, with the generation as it stands", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  const answer = await fetch(`${gateway.url}/api/v1/generations/${id}?wait=0.05`);
  expect(answer.status).toBe(200);
  expect(["queued", "submitting", "running"]).toContain(((await answer.json()) as GenerationView).status);
});

test("content that is not there yet is answered 404, and may be asked again", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  const answer = await fetch(`${gateway.url}/api/v1/generations/${id}/content`);
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: "artifact_not_ready" }]);
});

test("cancel says that free work stops and is not billed, and it does stop", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  await untilRunning(gateway, id);
  const answer = await gateway.postJson(`/api/v1/generations/${id}/cancel`, {});
  expect([answer.status, await answer.json()]).toEqual([202, { stops: true, billing: "not_billed" }]);
  const settled = await fetch(`${gateway.url}/api/v1/generations/${id}?wait=20`);
  expect(await settled.json()).toMatchObject({
    status: "cancelled",
    cancel: { stops: true },
    error: { code: "cancelled" },
  });
  const again = await gateway.postJson(`/api/v1/generations/${id}/cancel`, {});
  expect([again.status, await again.json()]).toEqual([202, { stops: true, billing: "not_billed" }]);
});

test("cancel takes a request without a body", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  const cancel = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/generations/${id}/cancel`, { method: "POST", headers });
  expect((await cancel({})).status).toBe(202);
  expect((await cancel({ "content-type": "application/json" })).status).toBe(202);
});

test("a client that leaves stops nothing", async () => {
  await using gateway = await openGateway({ holds: true });
  const leave = new AbortController();
  const { id } = await create(gateway);
  await untilRunning(gateway, id);
  const waiting = fetch(`${gateway.url}/api/v1/generations/${id}?wait=60`, { signal: leave.signal });
  leave.abort();
  await expect(waiting).rejects.toThrow("aborted");
  gateway.provider.finishAll();
  expect(await (await fetch(`${gateway.url}/api/v1/generations/${id}?wait=20`)).json()).toMatchObject({
    status: "succeeded",
  });
});

test("closing answers those who wait, and the work goes on at the next start", async () => {
  await using gateway = await openGateway({ holds: true });
  const { id } = await create(gateway);
  await untilRunning(gateway, id);
  const waiting = fetch(`${gateway.url}/api/v1/generations/${id}?wait=300`);
  const following = fetch(`${gateway.url}/api/v1/generations/${id}/events`);
  const events = readEvents(await following, () => false);
  const closed = gateway.kinora.close();
  expect(((await (await waiting).json()) as GenerationView).status).toBe("running");
  expect((await events).at(-1)?.type).toMatch(/^generation\.(running|progressed)$/u);
  await closed;
});

test("whenIdle waits for the work and then resolves", async () => {
  await using gateway = await openGateway({ holds: true });
  await gateway.kinora.whenIdle();
  const { id } = await create(gateway);
  await untilRunning(gateway, id);
  const idle = gateway.kinora.whenIdle();
  gateway.provider.finishAll();
  await idle;
  expect((await show(gateway, id)).status).toBe("succeeded");
});
