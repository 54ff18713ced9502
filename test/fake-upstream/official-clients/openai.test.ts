/* eslint-disable @typescript-eslint/no-deprecated -- OpenAI shut its server down; its client is still what speaks to servers of that shape. */
import OpenAI, { APIError } from "openai";
import { expect, test } from "vitest";
import { FAKE_KEY, openFakeUpstream } from "../index.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const clientOf = (fakeUrl: string): OpenAI => new OpenAI({ apiKey: FAKE_KEY, baseURL: `${fakeUrl}/v1`, maxRetries: 0 });
const orderOf = (prompt: string): OpenAI.VideoCreateParams => ({
  model: "sora-2",
  prompt,
  seconds: "4",
  size: "1280x720",
  input_reference: new File([PNG], "still.png", { type: "image/png" }),
});

test("OpenAI's own client creates a video, reads it, downloads it and finds it in the list", async () => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 300 });
  try {
    const client = clientOf(fake.urlOf("openai-videos"));
    const created = await client.videos.create(orderOf("clouds marker:openai"));
    expect(created).toMatchObject({ object: "video", status: "in_progress", size: "1280x720", seconds: "4" });
    await expect
      .poll(async () => (await client.videos.retrieve(created.id)).status, { timeout: 5_000 })
      .toBe("completed");
    const film = Buffer.from(await (await client.videos.downloadContent(created.id)).arrayBuffer());
    expect(film.subarray(4, 8).toString("latin1")).toBe("ftyp");
    const listed: string[] = [];
    for await (const { id } of client.videos.list()) listed.push(id);
    expect(listed).toEqual([created.id]);
    expect(fake.report.markers["openai"]).toMatchObject({ submits: 1, accepted: 1 });
  } finally {
    await fake.close();
  }
});

test("OpenAI's own client deletes, and reads a refusal of the fake as one of OpenAI's", async () => {
  const fake = await openFakeUpstream({ queueMs: 60_000 });
  try {
    const client = clientOf(fake.urlOf("openai-videos"));
    const { id } = await client.videos.create(orderOf("clouds"));
    expect(await client.videos.delete(id)).toMatchObject({ id, deleted: true });
    fake.rules([{ on: "submit", does: { kind: "refuse", why: "moderation" } }]);
    const refused = await client.videos.create(orderOf("clouds")).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(APIError);
    expect(refused).toMatchObject({ status: 400, code: "moderation_blocked" });
  } finally {
    await fake.close();
  }
});
