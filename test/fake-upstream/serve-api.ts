import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dialect, FakeAnswer, FakeRequest, FakeRoute } from "./dialect.ts";
import { markerOf } from "./marker.ts";
import { type Exchange, misbehave, writeAnswer } from "./misbehave.ts";
import type { SubmitRecord } from "./report.ts";
import type { RequestKind, Rule } from "./rules.ts";
import type { Timing } from "./vendor.ts";
import { setTiming, vendorFor, type World } from "./world.ts";

/** The APIs of every vendor. */
export const serveApi = async (world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(incoming);
  if (body === undefined) return;
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  if (url.pathname === "/_control") {
    writeAnswer(response, control(world, body));
    return;
  }
  const found = findRoute(world.dialects, incoming, { url, body });
  if (found === undefined) {
    writeAnswer(response, {
      status: 404,
      json: { error: `nobody here knows ${incoming.method ?? ""} ${url.pathname}` },
    });
    return;
  }
  serveRoute(world, found, response);
};

interface Found {
  readonly dialect: Dialect;
  readonly route: FakeRoute;
  readonly request: FakeRequest;
}

const serveRoute = (world: World, { dialect, route, request }: Found, response: ServerResponse): void => {
  const on = kindOf(world, { dialect, route, request });
  world.recorder.request(on);
  const marker = on === "submit" ? markerOf(request.body) : markerOfTask(world, request);
  if (on === "submit") world.recorder.of(marker).submits += 1;
  const deed = world.script.deedFor({ on, marker, dialect: dialect.name });
  if (on === "submit") {
    const record = { marker, dialect: dialect.name, at: Date.now(), deed: deed?.kind, answeredAt: undefined };
    noteAnswer(response, record);
    world.recorder.report.submits.push(record);
  }
  if (deed?.kind === "file") world.recorder.spoiled(marker, deed.is);
  const fate = deed?.kind === "fate" ? deed.fate : "succeeds";
  const vendor = vendorFor(world, dialect, { marker, fate, isDoubled: deed?.kind === "duplicate" });
  const answer = (): FakeAnswer =>
    dialect.authorized(request, world.key) ? route.answer(request, vendor) : dialect.refusals.auth;
  const exchange: Exchange = { response, answer, refusals: dialect.refusals, headers: request.headers };
  misbehave(exchange, deed);
};

/** Asking what a request is for changes nothing. */
const kindOf = (world: World, { dialect, route: { on }, request }: Found): RequestKind =>
  typeof on === "string"
    ? on
    : on(request, vendorFor(world, dialect, { marker: "-", fate: "succeeds", isDoubled: false }));

const noteAnswer = (response: ServerResponse, record: SubmitRecord): void => {
  response.once("finish", () => (record.answeredAt = Date.now()));
};

/** The marker of the task whose id stands in the path. */
const markerOfTask = ({ tasks }: World, { path }: FakeRequest): string =>
  path.split(/[/?]/u).flatMap((part) => tasks.get(part)?.marker ?? [])[0] ?? "-";

const findRoute = (
  dialects: readonly Dialect[],
  incoming: IncomingMessage,
  { url, body }: { readonly url: URL; readonly body: Buffer },
): Found | undefined => {
  const dialect = dialects.find(({ name }) => url.pathname.startsWith(`/${name}/`));
  if (dialect === undefined) return undefined;
  const path = url.pathname.slice(dialect.name.length + 1);
  const host = incoming.headers.host ?? "127.0.0.1";
  for (const route of dialect.routes) {
    const match = route.method === incoming.method ? route.path.exec(path) : null;
    if (match === null) continue;
    const request: FakeRequest = {
      method: route.method,
      path,
      query: url.searchParams,
      headers: incoming.headers as FakeRequest["headers"],
      body,
      json: parseJson(body),
      captured: match.slice(1),
      baseUrl: `http://${host}/${dialect.name}`,
    };
    return { dialect, route, request };
  }
  return undefined;
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

/** For another process: GET tells the report, POST changes rules and timing, and tells it too. */
const control = (world: World, body: Buffer): FakeAnswer => {
  const { rules, advanceMs, ...timing } = (parseJson(body) ?? {}) as Partial<Timing> & {
    rules?: readonly Rule[];
    advanceMs?: number;
  };
  if (rules !== undefined) world.script.set(rules);
  setTiming(world, timing);
  if (advanceMs !== undefined) world.clock.advance(advanceMs);
  return { status: 200, json: world.recorder.report };
};

/** Undefined when the client left in the middle. */
const readBody = async (incoming: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
};
