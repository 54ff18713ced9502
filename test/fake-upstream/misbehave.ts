import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dialect, FakeAnswer, FakeRequest } from "./dialect.ts";
import type { Deed } from "./rules.ts";
import { spoilFile } from "./spoil-file.ts";

export interface Exchange {
  readonly response: ServerResponse;
  /** Does what was asked, once, and gives the honest answer. */
  readonly answer: () => FakeAnswer;
  readonly refusals: Dialect["refusals"];
  /** Of the request. */
  readonly headers: FakeRequest["headers"];
}

const bodyOf = ({ json, bytes }: FakeAnswer): Buffer =>
  bytes ?? Buffer.from(json === undefined ? "" : JSON.stringify(json));

export const writeAnswer = (response: ServerResponse, answer: FakeAnswer): void => {
  const { status, headers = {}, json } = answer;
  const type = json === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers }).end(bodyOf(answer));
};

const textOf = ({ json }: FakeAnswer): string => JSON.stringify(json ?? {});

const write = ({ response }: Exchange, status: number, text: string): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(text);
};

type DeedOf<K extends Deed["kind"]> = Extract<Deed, { kind: K }>;

/** Each deed; who calls `answer` has let the vendor do its work. */
const DEEDS: { readonly [K in Deed["kind"]]: (exchange: Exchange, deed: DeedOf<K>) => void } = {
  reset_before: ({ response }) => void response.destroy(),
  reset_after: ({ response, answer }) => {
    answer();
    response.destroy();
  },
  hang_before: () => undefined,
  hang_after: ({ answer }) => void answer(),
  slow: ({ response, answer }, { ms }) => {
    const late = answer();
    void sleep(ms, undefined, { ref: false }).then(() => writeAnswer(response, late));
  },
  status_before: (exchange, { status }) => write(exchange, status, ""),
  status_after: (exchange, { status }) => {
    exchange.answer();
    write(exchange, status, "");
  },
  garbage: (exchange) => {
    exchange.answer();
    write(exchange, 200, "<html><body>It works!</body></html>");
  },
  truncated: (exchange) => {
    const whole = textOf(exchange.answer());
    write(exchange, 200, whole.slice(0, Math.floor(whole.length / 2)));
  },
  empty: (exchange) => {
    exchange.answer();
    write(exchange, 200, "{}");
  },
  refuse: ({ response, refusals }, { why, retryAfterSeconds, status = refusals[why].status }) =>
    writeAnswer(response, { ...refusalOf(refusals[why], retryAfterSeconds), status }),
  fate: ({ response, answer }) => writeAnswer(response, answer()),
  duplicate: ({ response, answer }) => writeAnswer(response, answer()),
  file: ({ response, answer }, { is }) => void spoilFile(response, bodyOf(answer()), is),
  echo: ({ response, headers }) => {
    const all = JSON.stringify(headers);
    writeAnswer(response, {
      status: 403,
      json: { code: "Echo", message: all, detail: all, title: all, error: { code: "Echo", message: all } },
    });
  },
};

/** Answers as the deed says, or honestly where there is none. */
export const misbehave = (exchange: Exchange, deed: Deed | undefined): void => {
  if (deed === undefined) {
    writeAnswer(exchange.response, exchange.answer());
    return;
  }
  const act = DEEDS[deed.kind] as (exchange: Exchange, deed: Deed) => void;
  act(exchange, deed);
};

const refusalOf = (refusal: FakeAnswer, retryAfterSeconds: number | undefined): FakeAnswer =>
  retryAfterSeconds === undefined
    ? refusal
    : { ...refusal, headers: { ...refusal.headers, "retry-after": String(retryAfterSeconds) } };
