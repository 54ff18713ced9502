import { expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

const picture = greyPng(32, 32);
const image = { base64: picture.toString("base64") };
/** More than any disk has. */
const NEVER_ENOUGH_MIB = 2 ** 40;

const told = async (answer: Response): Promise<unknown> => {
  const { code, detail } = (await answer.json()) as { code: string; detail: string };
  return [answer.status, answer.headers.get("retry-after"), code, detail];
};

const create = (gateway: Gateway, seed: number, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.postJson("/api/v1/generations", { image, seed }, headers);

test("while the disk is low new work and uploads are refused, /ready says it, and what is there is shown", async () => {
  await using gateway = await openGateway({ config: { minFreeDiskMib: NEVER_ENOUGH_MIB } });
  const low = [503, "5", "disk_full", expect.stringMatching(/^Only \d+ MiB are free on the disk/u)];
  expect(await told(await create(gateway, 1))).toEqual(low);
  const upload = { method: "POST", body: picture };
  expect(await told(await fetch(`${gateway.url}/api/v1/uploads`, upload))).toEqual(low);
  const ready = await fetch(`${gateway.url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: "not_ready", reasons: [low[3]] }]);
  expect((await fetch(`${gateway.url}/api/v1/generations`)).status).toBe(200);
  expect(gateway.logged()).toContain("disk.low");
});

test("a full queue refuses one more, answers equal requests that it has already, and takes new ones when it has room", async () => {
  await using gateway = await openGateway({ holds: true, config: { maxQueued: 2 } });
  const key = { "idempotency-key": "again" };
  expect((await create(gateway, 0, key)).status).toBe(202);
  let accepted = 1;
  while (accepted < 20 && (await create(gateway, accepted)).status === 202) accepted += 1;
  expect(accepted).toBeLessThanOrEqual(10);
  expect(await told(await create(gateway, 99))).toEqual([
    503,
    "5",
    "overloaded",
    "2 generations wait already (KINORA_MAX_QUEUED), and nothing was accepted: send the request again later.",
  ]);
  const again = await create(gateway, 0, key);
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([202, "true"]);
  gateway.provider.finishAll();
  await expect.poll(async () => (await create(gateway, 100)).status, { timeout: 20_000 }).toBe(202);
});
