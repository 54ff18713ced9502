import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import { parseJson } from "../parse-json.ts";

/**
 * The JSON of a body whatever its Content-Type says, since AOG never looked at it. A page in a browser must say JSON: other
 * types are those which any page may post anywhere without being asked.
 */
export const readJson = (request: FastifyRequest): unknown => {
  const type = request.headers["content-type"] ?? "";
  if (request.headers.origin !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/iu.test(type)) {
    throw new Failure("cross_site_request", { detail: "A web page must send Content-Type: application/json." });
  }
  const text = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
  if (text.trim() === "") throw new Failure("bad_request", { detail: "The body is empty: send a JSON object." });
  return parseJson(text);
};
