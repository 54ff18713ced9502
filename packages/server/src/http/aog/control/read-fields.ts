import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import { parseJson } from "../../parse-json.ts";
import { readJson } from "../read-json.ts";
import type { AogFault } from "./aog-fault.ts";

/** What a call says, wherever it says it. null and absent are one, as in Go. */
export type Fields = Readonly<Record<string, unknown>>;

/** A refusal with the number of its group of routes. */
export type Fault = (message: string) => AogFault;

/** Bodies of a GET: settings are small. */
const GET_BODY_MAX_BYTES = 1024 * 1024;

/** Fastify reads no body of a GET; AOG's own command line sends one. */
const readBodyOfGet = async (request: FastifyRequest): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.raw as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > GET_BODY_MAX_BYTES) throw new Failure("body_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const bodyOf = async (request: FastifyRequest): Promise<unknown> => {
  if (request.method !== "GET") return isEmpty(request.body) ? {} : readJson(request);
  const text = (await readBodyOfGet(request)).toString("utf8").trim();
  return text === "" ? {} : parseJson(text);
};

const isEmpty = (body: unknown): boolean => !Buffer.isBuffer(body) || body.toString("utf8").trim() === "";

/**
 * The query's fields, and those of the body, which win: some clients send one and some the other. Throws `fault` for a body
 * that is no JSON object.
 */
export const readFields = async (request: FastifyRequest, fault: Fault): Promise<Fields> => {
  try {
    return await fieldsOf(request);
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.code !== "bad_request") throw cause;
    throw Object.assign(fault(cause.message), { cause });
  }
};

const fieldsOf = async (request: FastifyRequest): Promise<Fields> => {
  const body = await bodyOf(request);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Failure("bad_request", { detail: "The body must be one JSON object." });
  }
  const both = { ...(request.query as Fields), ...body };
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
};

const MAX_CHARS = 4096;

/** A text, or undefined where there is none or an empty one. Throws `fault` for anything else. */
export const textField = (fields: Fields, name: string, fault: Fault): string | undefined => {
  const value = fields[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string" || value.length > MAX_CHARS) {
    throw fault(`${name} must be a text of at most ${MAX_CHARS} characters.`);
  }
  return value;
};

export const requiredText = (fields: Fields, name: string, fault: Fault): string => {
  const value = textField(fields, name, fault);
  if (value === undefined) throw fault(`${name} is required.`);
  return value;
};
