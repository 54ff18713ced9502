import { readFile } from "node:fs/promises";
import { Failure, FAILURES, type FailureCode } from "@kinora/contract";
import { expect, test } from "vitest";
import { aogError } from "./aog/aog-error.ts";

const page = await readFile(new URL("../../../../docs/errors.md", import.meta.url), "utf8");

/** The rows of the page: code, HTTP status, AOG's business code, whether to try again, the sentence. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| `(\w+)` +\| (\d+) +\| (\d+) +\| (yes|no) +\| (.+?) +\|$/gmu)].map((row) => row.slice(1));

const rowOf = (code: FailureCode): string[] => {
  const { status, retry, say } = FAILURES[code];
  const { business_code: businessCode } = aogError(new Failure(code), "/aog/v0.2/services/image-to-video/x");
  return [code, String(status), String(businessCode), retry ? "yes" : "no", say];
};

test("docs/errors.md has every code of the catalogue and no other, with what the server answers", () => {
  const expected = (Object.keys(FAILURES) as FailureCode[]).map(rowOf).sort();
  expect(rowsOf(page).sort()).toEqual(expected);
});
