import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Heard {
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

/** A real HTTP server that gives one scripted answer a request, in order, and keeps what it heard. */
interface ScriptedServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly heard: Heard[];
}

export const scriptedServer = async (answers: readonly Answer[]): Promise<ScriptedServer> => {
  const heard: Heard[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers, body });
      const answer = left.shift();
      if (answer === undefined) response.writeHead(500).end("the script has no more answers");
      else answer(response);
    });
  });
  await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });

export const json =
  (body: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

export const problem = (code: string, status: number, detail: string): Answer =>
  json({ type: `https://kinora.dev/errors#${code}`, title: "", status, code, detail }, status);

/** Breaks the connection before a byte of the answer. */
export const hangUp: Answer = (response) => response.destroy();

/** Sends `text` as an event stream and then breaks the connection. */
export const brokenStream =
  (lines: string): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(lines, () => response.destroy());
  };
