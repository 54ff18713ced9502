import { FAILURES, type FailureCode, ROUTES, type RouteName } from "@kinora/contract";
import type { z } from "zod";
import { answeredBook, type JsonSchema, type SchemaBook, sentBook } from "./named-schemas.ts";
import { ROUTE_EXAMPLES, type RouteExample } from "./route-examples.ts";

/** An OpenAPI 3.1 document, as plain JSON. */
export type OpenApiDocument = JsonSchema & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly [string];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
  readonly example?: unknown;
}

export interface Answer {
  readonly description: string;
  readonly content?: JsonSchema;
}

interface Row {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly picture?: "image" | "file";
  readonly answer?: z.ZodType;
  readonly streams?: "bytes" | "events";
  readonly statuses?: readonly number[];
  readonly failures: readonly FailureCode[];
}

interface Books {
  readonly sent: SchemaBook;
  readonly answered: SchemaBook;
}

/** The native API as OpenAPI 3.1, written from the route table: what it says is what the server does. */
export const openApiDocument = (version: string): OpenApiDocument => {
  const books: Books = { sent: sentBook(), answered: answeredBook() };
  const paths: Record<string, Record<string, Operation>> = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const row: Row = ROUTES[name];
    const path = row.path.replace(":id", "{id}");
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operationOf(name, row, books) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Kinora",
      version,
      description: "Still images in, short videos out: the native API of a Kinora server.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{}, { key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "Needed where auth is on." } },
      schemas: { ...books.sent.named, ...books.answered.named },
    },
  };
};

const operationOf = (name: RouteName, row: Row, { sent, answered }: Books): Operation => {
  const example = ROUTE_EXAMPLES[name];
  const body = bodyOf(row, sent, example);
  return {
    operationId: name,
    summary: row.summary,
    tags: [row.path.split("/")[3] ?? ""],
    parameters: [...parametersOf(row, sent, example), ...headersOf(name, row, example)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...goodAnswers(row, answered), ...problems(row) },
  };
};

const parametersOf = ({ params, query }: Row, sent: SchemaBook, example: RouteExample): Parameter[] => [
  ...fieldsOf(params, sent).map(({ name, schema }): Parameter => ({
    name,
    in: "path",
    required: true,
    schema,
    ...(example.id === undefined ? {} : { example: example.id }),
  })),
  ...fieldsOf(query, sent).map(({ name, schema, required }): Parameter => ({
    name,
    in: "query",
    required,
    schema,
    ...(example.query?.[name] === undefined ? {} : { example: example.query[name] }),
  })),
];

interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

const fieldsOf = (object: z.ZodType | undefined, sent: SchemaBook): Field[] => {
  if (object === undefined) return [];
  const { properties = {}, required = [] } = sent.at(object) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
};

/** The request headers that mean something on a route. */
const HEADERS = {
  "Idempotency-Key": "The same key with the same request is the same generation; with another request it is 422.",
  Prefer: "`wait=N`: hold the answer back until the generation is settled, N seconds (300) at the most.",
  "Last-Event-ID": "Begin after this event.",
  Range: "One range of bytes, such as `bytes=0-1023`.",
} as const;

const headersOf = (name: RouteName, { streams }: Row, { headers = {} }: RouteExample): Parameter[] => {
  const names: (keyof typeof HEADERS)[] = [
    ...(name === "createGeneration" ? (["Idempotency-Key", "Prefer"] as const) : []),
    ...(streams === "events" ? (["Last-Event-ID"] as const) : []),
    ...(name === "generationContent" ? (["Range"] as const) : []),
  ];
  return names.map((header) => {
    const example = headers[header.toLowerCase()];
    return {
      name: header,
      in: "header",
      required: false,
      schema: { type: "string" },
      description: HEADERS[header],
      ...(example === undefined ? {} : { example }),
    };
  });
};

const FILE: JsonSchema = { type: "string", contentMediaType: "application/octet-stream" };

const bodyOf = ({ body, picture }: Row, sent: SchemaBook, example: RouteExample): JsonSchema | undefined => {
  if (picture === "file") return { required: true, content: fileContent() };
  if (body === undefined) return undefined;
  const schema = sent.at(body);
  const json = { schema, ...(example.body === undefined ? {} : { example: example.body }) };
  const form = {
    schema: {
      type: "object",
      description:
        "The picture as a file; every other field of the JSON body as text (numbers, booleans and objects as JSON).",
      properties: { image: FILE },
    },
  };
  const content = { "application/json": json, ...(picture === "image" ? { "multipart/form-data": form } : {}) };
  return { required: true, content };
};

const fileContent = (): JsonSchema => ({
  "multipart/form-data": { schema: { type: "object", properties: { file: FILE }, required: ["file"] } },
  "image/*": { schema: {} },
  "application/octet-stream": { schema: {} },
});

const goodAnswers = ({ answer, streams, statuses = [200] }: Row, answered: SchemaBook): Record<string, Answer> => {
  if (streams === "events") {
    const stream = {
      "text/event-stream": { schema: { type: "string", description: "The data of each event is an Event." } },
    };
    return { 200: { description: "A stream of events.", content: stream } };
  }
  const bytes: JsonSchema = { "*/*": { schema: {} } };
  if (streams === "bytes")
    return Object.fromEntries(statuses.map((status) => [status, { description: GOOD[status] ?? "", content: bytes }]));
  if (answer === undefined)
    return Object.fromEntries(statuses.map((status) => [status, { description: GOOD[status] ?? "" }]));
  const content = { "application/json": { schema: answered.at(answer) } };
  return Object.fromEntries(statuses.map((status) => [status, { description: GOOD[status] ?? "Done.", content }]));
};

const GOOD: Readonly<Record<number, string>> = {
  200: "Done.",
  201: "Made.",
  202: "Accepted: it goes on by itself.",
  204: "Done; there is nothing to say.",
  206: "The asked part.",
};

/** What every route may answer, whatever its row says. */
const EVERYWHERE: readonly FailureCode[] = ["unauthorized", "cross_site_request", "internal"];

const problems = ({ failures }: Row): Record<string, Answer> => {
  const byStatus = new Map<number, FailureCode[]>();
  for (const code of [...failures, ...EVERYWHERE]) {
    const { status } = FAILURES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problem(codes)]));
};

const problem = (codes: readonly FailureCode[]): Answer => ({
  description: codes.map((code) => `\`${code}\`: ${FAILURES[code].say}`).join(" "),
  content: {
    "application/problem+json": {
      schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] },
    },
  },
});
