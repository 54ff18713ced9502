import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FAKE_KEY, openFakeUpstream, type Rule } from "./index.ts";
import { markerOf } from "./marker.ts";
import { createScript } from "./rules.ts";

const submitted = (rules: readonly Rule[], seed: number): (string | undefined)[] => {
  const script = createScript(seed);
  script.set(rules);
  return Array.from({ length: 12 }, () => script.deedFor({ on: "submit", marker: "a", dialect: "d" })?.kind);
};

test("the first rule that holds counts, as often as it may", () => {
  const rules: Rule[] = [
    { on: "poll", does: { kind: "garbage" } },
    { on: "submit", marker: "b", does: { kind: "empty" } },
    { on: "submit", times: 2, does: { kind: "reset_after" } },
  ];
  expect(submitted(rules, 1).slice(0, 3)).toEqual(["reset_after", "reset_after", undefined]);
});

test("the same seed gives the same chances, another one others", () => {
  const rules: Rule[] = [{ on: "submit", chance: 0.5, does: { kind: "empty" } }];
  expect(submitted(rules, 7)).toEqual(submitted(rules, 7));
  expect(submitted(rules, 7)).not.toEqual(submitted(rules, 70_001));
});

test("a request is known by the marker in its prompt, else by its seed, in JSON and in a form", () => {
  expect(markerOf(Buffer.from('{"prompt":"a cat marker:gen-7 runs","seed":3}'))).toBe("gen-7");
  expect(markerOf(Buffer.from('{"seed": 3}'))).toBe("seed-3");
  expect(markerOf(Buffer.from('--x\r\nContent-Disposition: form-data; name="seed"\r\n\r\n42\r\n--x--'))).toBe(
    "seed-42",
  );
  expect(markerOf(Buffer.from("{}"))).toBe("-");
});

const CANNED = {
  model: "wan2.2-i2v-plus",
  input: { prompt: "marker:one", img_url: "https://a.test/a.jpg" },
  parameters: {},
};

const send = (url: string, body: object = CANNED): Promise<Response> =>
  fetch(`${url}/api/v1/services/aigc/video-generation/video-synthesis`, {
    method: "POST",
    headers: { authorization: `Bearer ${FAKE_KEY}`, "content-type": "application/json", "x-dashscope-async": "enable" },
    body: JSON.stringify(body),
  });

test("submits and tasks are counted apart: a refusal makes none, a lost answer makes one", async () => {
  const fake = await openFakeUpstream({
    rules: [{ on: "submit", times: 1, does: { kind: "refuse", why: "throttled" } }],
  });
  expect((await send(fake.urlOf("dashscope"))).status).toBe(429);
  fake.rules([{ on: "submit", times: 1, does: { kind: "reset_after" } }]);
  await expect(send(fake.urlOf("dashscope"))).rejects.toThrow();
  expect(fake.report.markers["one"]).toEqual({ submits: 2, accepted: 1, films: 0 });
  await fake.close();
});

test("a key that reaches the host of the films is noted", async () => {
  const fake = await openFakeUpstream();
  await fetch(`http://${fake.filesHost}/a.mp4`, { headers: { authorization: `Bearer ${FAKE_KEY}` } });
  expect(fake.report.leaks).toEqual(["/a.mp4"]);
  await fake.close();
});

test("as a process it says where it listens, takes rules and tells its report", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const { port } = JSON.parse(line) as { port: number };
  const control = (body: object): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/_control`, { method: "POST", body: JSON.stringify(body) });
  await control({ rules: [{ on: "submit", does: { kind: "status_before", status: 503 } }], runMs: 10 });
  expect((await send(`http://127.0.0.1:${port}/dashscope`)).status).toBe(503);
  expect(await (await control({})).json()).toMatchObject({ markers: { one: { submits: 1, accepted: 0 } } });
  child.kill();
  await once(child, "close");
});
