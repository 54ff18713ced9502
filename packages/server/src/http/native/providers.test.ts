import { expect, test } from "vitest";
import { openGateway } from "../../testing/gateway.ts";

test("providers are listed as they stand here, without their keys; one that is not there is said with those that are", async () => {
  await using gateway = await openGateway();
  const { data } = (await (await fetch(`${gateway.url}/api/v1/providers`)).json()) as { data: { id: string }[] };
  expect(data.length).toBeGreaterThan(0);
  const [first] = data;
  const one = await fetch(`${gateway.url}/api/v1/providers/${first?.id ?? ""}`);
  expect(await one.json()).toEqual(first);
  const none = await fetch(`${gateway.url}/api/v1/providers/nobody`);
  expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([404, "no_such_provider"]);
});
