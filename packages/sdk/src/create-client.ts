import type { ContentVariant, GenerationView, LogEventView } from "@kinora/contract";
import type { RouteName } from "@kinora/contract/words";
import { followGeneration, persist, type FollowOptions } from "./follow-generation.ts";
import { allEvents, generationEvents, type EventsOptions } from "./generation-events.ts";
import { multipartOf, readableOf } from "./multipart.ts";
import { type Ask, type CallOptions, plainCalls, type PlainCalls } from "./plain-calls.ts";
import type { AnswerOf, BodyOf } from "./route-shapes.ts";
import { openTransport, type Call, type ClientOptions, type Transport } from "./transport.ts";
import type { OnUploadProgress } from "./upload-progress.ts";

/** Picture bytes that are sent along; a stream can be sent only once. */
export type ImageBytes = Blob | AsyncIterable<Uint8Array>;

/** A request whose picture is named (`{url}`, `{path}` on the server, `{base64}`, …) or sent along as bytes. */
export type WithImage<Body> = Omit<Body, "image"> & {
  readonly image?: ImageBytes | (Body extends { image?: infer Source } ? Source : never);
};

/** What takes a picture's bytes along. */
export interface UploadOptions extends CallOptions {
  /** Hears how much of the bytes was sent; of a request without any it hears nothing. */
  readonly onUploadProgress?: OnUploadProgress | undefined;
}

export interface CreateOptions extends UploadOptions {
  /** The same key with the same request is the same generation, however often it is sent. */
  readonly idempotencyKey?: string | undefined;
  /** Seconds that the server holds the answer back for a settled generation. */
  readonly wait?: number | undefined;
}

export interface GetOptions extends CallOptions {
  /** Seconds that the server holds the answer back while the generation is not settled. */
  readonly wait?: number | undefined;
}

export interface ContentOptions extends CallOptions {
  readonly variant?: ContentVariant | undefined;
}

export type AnimateOptions = FollowOptions & Pick<CreateOptions, "idempotencyKey" | "onUploadProgress">;

/** The native API of one Kinora server. Each call throws the server's `Failure`, or `ServerUnreachable`. */
export interface Client extends PlainCalls {
  /** Where the server is, and the key that goes with every call: for what speaks to it in another protocol. */
  readonly address: { readonly baseUrl: string; readonly token: string | undefined };
  createGeneration(
    request: WithImage<BodyOf<"createGeneration">>,
    options?: CreateOptions,
  ): Promise<AnswerOf<"createGeneration">>;
  getGeneration(id: string, options?: GetOptions): Promise<AnswerOf<"getGeneration">>;
  /** The events of a generation until it is final; a broken connection is resumed after the last event seen. */
  events(id: string, options?: EventsOptions): AsyncIterable<LogEventView>;
  /** The events of all your generations from now on, for as long as they are read; a broken connection is resumed. */
  allEvents(options?: EventsOptions): AsyncIterable<LogEventView>;
  /** The bytes of an artifact (the video, unless another is named) as they come. */
  content(id: string, options?: ContentOptions): Promise<AsyncIterable<Uint8Array>>;
  /** The videos of generations as one zip, as it comes. */
  archive(ids: readonly string[], options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  plan(request: WithImage<BodyOf<"plan">>, options?: CallOptions): Promise<AnswerOf<"plan">>;
  inspect(request: WithImage<BodyOf<"inspect">>, options?: CallOptions): Promise<AnswerOf<"inspect">>;
  /** What a request would cost with each model, and why one does not fit. */
  quote(request: WithImage<BodyOf<"quote">>, options?: CallOptions): Promise<AnswerOf<"quote">>;
  /** Sends a picture ahead: requests then name it by `{upload: id}`. The same bytes have the same id. */
  upload(picture: ImageBytes, options?: UploadOptions): Promise<AnswerOf<"upload">>;
  /** Lets the server fetch a picture from the web, under its own guard. */
  uploadFrom(url: string, options?: CallOptions): Promise<AnswerOf<"fetchUpload">>;
  /** Follows a generation until it is final or waits for a person, across broken connections. */
  follow(id: string, options?: FollowOptions): Promise<GenerationView>;
  /**
   * The whole job: creates a generation under an idempotency key and follows it. A connection that breaks at any moment
   * makes no second generation.
   */
  animate(request: WithImage<BodyOf<"createGeneration">>, options?: AnimateOptions): Promise<GenerationView>;
}

const isBytes = (image: unknown): image is ImageBytes =>
  image instanceof Blob || (typeof image === "object" && image !== null && Symbol.asyncIterator in image);

/** JSON, or multipart where picture bytes are sent along. */
const bodyOf = (request: { readonly image?: unknown }, headers: Headers): NonNullable<Call["body"]> => {
  const { image, ...fields } = request;
  if (!isBytes(image)) return JSON.stringify(request);
  const { body, contentType } = multipartOf(fields, image);
  headers.set("content-type", contentType);
  return body;
};

const pictureBody = (picture: ImageBytes): NonNullable<Call["body"]> =>
  picture instanceof Blob ? picture : readableOf(picture);

const createHeaders = (options: CreateOptions): Headers => {
  const headers = new Headers();
  if (options.idempotencyKey !== undefined) headers.set("idempotency-key", options.idempotencyKey);
  if (options.wait !== undefined) headers.set("prefer", `wait=${options.wait}`);
  return headers;
};

/** Asks a route that answers JSON; the route table says what comes back. */
const asking =
  (transport: Transport): Ask =>
  async <N extends RouteName>(route: N, call: Call): Promise<AnswerOf<N>> =>
    (await transport.json(route, call)) as AnswerOf<N>;

/** A client of one server. Opens nothing: the first call connects. */
export const createClient = (options: ClientOptions): Client => {
  const transport = openTransport(options);
  const ask = asking(transport);

  const post = <N extends "createGeneration" | "plan" | "inspect" | "quote">(
    route: N,
    request: { readonly image?: unknown },
    call: Call & { readonly headers: Headers },
  ): Promise<AnswerOf<N>> => ask(route, { ...call, body: bodyOf(request, call.headers) });

  const createGeneration: Client["createGeneration"] = (request, create = {}) =>
    post("createGeneration", request, {
      headers: createHeaders(create),
      signal: create.signal,
      onUploadProgress: create.onUploadProgress,
    });

  const getGeneration: Client["getGeneration"] = (id, { wait, signal } = {}) =>
    ask("getGeneration", { id, query: { wait }, signal });

  const follow: Client["follow"] = (id, following = {}) =>
    followGeneration((wait) => getGeneration(id, { wait, signal: following.signal }), following);

  const animate: Client["animate"] = async (
    request,
    { idempotencyKey = crypto.randomUUID(), onUploadProgress, ...following } = {},
  ) => {
    const { signal, tries } = following;
    const create = (): Promise<GenerationView> =>
      createGeneration(request, { idempotencyKey, signal, onUploadProgress });
    const repeatable = !isBytes(request.image) || request.image instanceof Blob;
    const { id } = await persist(create, { signal, tries: repeatable ? tries : 1 });
    return follow(id, following);
  };

  return {
    ...plainCalls(ask),
    address: { baseUrl: transport.baseUrl, token: options.token },
    createGeneration,
    getGeneration,
    follow,
    animate,
    events: (id, events) => generationEvents(transport, id, events),
    allEvents: (events) => allEvents(transport, events),
    content: async (id, { variant, signal } = {}) =>
      transport.bytes(await transport.open("generationContent", { id, query: { variant }, signal }), signal),
    archive: async (ids, { signal } = {}) =>
      transport.bytes(await transport.open("archive", { query: { ids: ids.join(",") }, signal }), signal),
    plan: (request, { signal } = {}) => post("plan", request, { headers: new Headers(), signal }),
    inspect: (request, { signal } = {}) => post("inspect", request, { headers: new Headers(), signal }),
    quote: (request, { signal } = {}) => post("quote", request, { headers: new Headers(), signal }),
    uploadFrom: (url, { signal } = {}) => ask("fetchUpload", { body: JSON.stringify({ url }), signal }),
    upload: (picture, { signal, onUploadProgress } = {}) =>
      ask("upload", { body: pictureBody(picture), signal, onUploadProgress }),
  };
};
