import { createFalClient, type FalClient } from "@fal-ai/client";
import { expect, test } from "vitest";
import { FAKE_KEY, openFakeUpstream } from "../index.ts";

const ENDPOINT = "wan/v2.6/image-to-video";
const INPUT = { prompt: "clouds marker:fal", image_url: "data:image/png;base64,iVBORw0KGgo=" };

/** The client knows no other host than its own: its requests are turned round on the way. */
const clientOf = (baseUrl: string): FalClient =>
  createFalClient({
    credentials: FAKE_KEY,
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      return fetch(url.replace("https://queue.fal.run", baseUrl), init);
    },
  });

test("fal's own client submits, waits for and fetches a film of the fake", async () => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 300 });
  const client = clientOf(fake.urlOf("fal"));
  const seen = new Set<string>();
  const { data, requestId } = await client.subscribe(ENDPOINT, {
    input: INPUT,
    pollInterval: 50,
    onQueueUpdate: ({ status }) => void seen.add(status),
  });
  expect([...seen]).toEqual(expect.arrayContaining(["IN_PROGRESS", "COMPLETED"]));
  expect(requestId).toBe(fake.tasks()[0]?.id);
  expect(data.video.content_type).toBe("video/mp4");
  expect(
    Buffer.from(await (await fetch(data.video.url)).arrayBuffer())
      .subarray(4, 8)
      .toString("latin1"),
  ).toBe("ftyp");
  await fake.close();
});

test("fal's own client cancels what waits, and reads a refusal of the fake as one of fal's", async () => {
  const fake = await openFakeUpstream({ queueMs: 60_000 });
  const client = clientOf(fake.urlOf("fal"));
  const { request_id: requestId } = await client.queue.submit(ENDPOINT, { input: INPUT });
  await client.queue.cancel(ENDPOINT, { requestId });
  expect((await client.queue.status(ENDPOINT, { requestId })).status).toBe("COMPLETED");
  await expect(client.queue.result(ENDPOINT, { requestId })).rejects.toMatchObject({ name: "ApiError", status: 499 });
  await expect(client.queue.submit(ENDPOINT, { input: { prompt: "clouds" } as typeof INPUT })).rejects.toMatchObject({
    name: "ValidationError",
    fieldErrors: [{ loc: ["body", "image_url"], type: "missing" }],
  });
  await fake.close();
});
