import { Failure } from "@kinora/contract";
import type { z } from "zod";

/** What a schema makes of a value. Throws bad_option for a wrong entry and bad_request for a wrong whole, each with a sentence. */
export const parseWith = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? new Failure("bad_request") : failureOfIssue(issue);
};

const IMAGE_FORMS =
  '{"path": "/…"}, {"url": "https://…"}, {"base64": "…"}, {"upload": "upl_…"} or {"generation": "gen_…", "frame": "last"}';

function failureOfIssue(issue: z.core.$ZodIssue): Failure {
  const [first] = issue.path;
  const name = issue.path.join(".");
  if (first === "image" || first === "last_image") {
    return new Failure("bad_option", { detail: `${name} cannot be read: give one of ${IMAGE_FORMS}.`, option: first });
  }
  if (issue.code === "unrecognized_keys") {
    const where = name === "" ? "The request" : name;
    const keys = issue.keys.map((key) => JSON.stringify(key.slice(0, 64))).join(", ");
    return new Failure("bad_request", {
      detail: `${where} has an entry that means nothing here: ${keys}. Leave it out.`,
    });
  }
  if (first === undefined) return new Failure("bad_request", { detail: "The body must be one JSON object." });
  return new Failure("bad_option", { detail: `${name} cannot be used: ${issue.message}.`, option: name });
}
