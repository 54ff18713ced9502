import Replicate from "replicate";
import { expect, test } from "vitest";
import { FAKE_KEY, openFakeUpstream } from "../index.ts";

const MODEL = "wan-video/wan-2.5-i2v";
const input = { prompt: "clouds marker:replicate", image: "data:image/png;base64,iVBORw0KGgo=" };

const clientOf = (baseUrl: string): Replicate => new Replicate({ auth: FAKE_KEY, baseUrl: `${baseUrl}/v1` });

test("Replicate's own client creates a prediction, waits for it, and lists it", async () => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 300 });
  const client = clientOf(fake.urlOf("replicate"));
  const created = await client.predictions.create({ model: MODEL, input });
  expect(created.status).toBe("processing");
  const ended = await client.wait(created, { interval: 50 });
  expect(ended).toMatchObject({ id: created.id, status: "succeeded", model: MODEL, error: null });
  const film = await fetch(String(ended.output));
  expect(
    Buffer.from(await film.arrayBuffer())
      .subarray(4, 8)
      .toString("latin1"),
  ).toBe("ftyp");
  const pages = client.paginate(client.predictions.list.bind(client));
  expect((await pages.next()).value).toMatchObject([{ id: created.id }]);
  await fake.close();
});

test("Replicate's own client uploads a file and sends its address", async () => {
  const fake = await openFakeUpstream({ queueMs: 60_000 });
  const client = clientOf(fake.urlOf("replicate"));
  await client.predictions.create({ model: MODEL, input: { ...input, image: new Blob(["a picture"]) } });
  expect(fake.report.requests.upload).toBe(1);
  expect(fake.tasks()[0]?.request).toMatchObject({
    input: { image: expect.stringMatching(/\/v1\/files\/[0-9a-f]{32}$/u) as string },
  });
  await fake.close();
});

test("Replicate's own client cancels, and reads a refusal of the fake as one of Replicate's", async () => {
  const fake = await openFakeUpstream({ queueMs: 60_000 });
  const client = clientOf(fake.urlOf("replicate"));
  const { id } = await client.predictions.create({ model: MODEL, input });
  expect(await client.predictions.cancel(id)).toMatchObject({ id, status: "canceled" });
  await expect(client.predictions.create({ model: MODEL, input: { prompt: "clouds" } })).rejects.toMatchObject({
    name: "ApiError",
    response: { status: 422 },
  });
  expect(await client.accounts.current()).toMatchObject({ username: "acme" });
  await fake.close();
});
