import { expect, test } from "vitest";
import { createLog } from "./log.ts";

const linesOf = async (write: (log: Awaited<ReturnType<typeof createLog>>) => void): Promise<string> => {
  let text = "";
  const destination = { write: (line: string) => void (text += line) };
  write(await createLog({ level: "info", format: "json", destination }));
  return text;
};

test("a fact is one line of JSON with its name and its fields", async () => {
  const line = await linesOf((log) => log.info("generation.created", { id: "gen_1", attempt: 0 }));
  expect(JSON.parse(line)).toMatchObject({ level: 30, event: "generation.created", id: "gen_1", attempt: 0 });
});

test("words from outside stay inside their field, and on their line", async () => {
  const prompt = 'x"}\n{"level":60,"event":"owner.gone"}\r\u2028\u001b[2J';
  const text = await linesOf((log) => log.info("generation.created", { prompt }));
  expect(text.trimEnd().split(/[\r\n]/u)).toHaveLength(1);
  expect(JSON.parse(text)).toMatchObject({ event: "generation.created", prompt });
  expect(text).not.toContain("\u001b");
});

test("what is below the level is not written", async () => {
  expect(await linesOf((log) => log.debug("request.answered"))).toBe("");
});

test("secrets are not written, wherever they hide", async () => {
  const fields = { token: "s3cret", headers: { authorization: "Bearer s3cret" }, a: { b: { api_key: "s3cret" } } };
  const line = await linesOf((log) => log.warn("provider.refused", fields));
  expect(line).not.toContain("s3cret");
  expect(line).toContain("[redacted]");
});

test("a cause is written with its own causes", async () => {
  const cause = new Error("outer", { cause: new Error("inner") });
  const line = await linesOf((log) => log.error("request.failed", { cause }));
  expect(JSON.parse(line)).toMatchObject({ cause: { message: "outer", cause: { message: "inner" } } });
});
