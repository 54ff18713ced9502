import { expect, test } from "vitest";
import { Failure, FAILURES } from "./failure.ts";

test("every failure has an HTTP error status and a sentence that ends", () => {
  for (const info of Object.values(FAILURES)) {
    expect(info.status).toBeGreaterThanOrEqual(400);
    expect(info.say).toMatch(/\.$/u);
  }
});

test("a failure keeps its cause and falls back to the catalogue's sentence", () => {
  const cause = new Error("inner");
  const failure = new Failure("image_missing", { cause });
  expect(failure.message).toBe("The request has no image.");
  expect(failure.cause).toBe(cause);
  expect(failure.info.status).toBe(400);
});
