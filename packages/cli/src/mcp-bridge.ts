import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  ErrorCode,
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
} from "@modelcontextprotocol/sdk/types.js";
import type { CommandContext } from "./command-context.ts";
import { withGateway } from "./connect.ts";
import type { ReachOptions } from "./reach-options.ts";

/**
 * Hands messages on between standard input and output and the `/mcp` of whoever serves: one set of tools for both transports.
 * Ends with its input; as the owner of the data folder it stays until the work that it brought is done.
 */
export const serveMcp = (reach: ReachOptions, context: CommandContext): Promise<void> =>
  withGateway({ reach, context, staysForOthers: true }, async ({ call }) => {
    const { baseUrl, token } = await call((client) => Promise.resolve(client.address));
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const server = new StreamableHTTPClientTransport(new URL(`${baseUrl}/mcp`), { requestInit: { headers } });
    const input = Readable.from(context.stdin);
    const client = new StdioServerTransport(input, writableOf(context));
    const ended = once(input, "end");
    await bridge(client, server);
    await Promise.race([ended, abortOf(context.signal)]);
    await Promise.all([client.close(), server.close()]);
  });

const writableOf = ({ stdout }: CommandContext): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      stdout.write(chunk.toString());
      done();
    },
  });

const abortOf = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, "abort");
};

/** So that the client does not wait for ever. */
const unanswered = ({ id }: JSONRPCRequest, error: unknown): JSONRPCMessage => ({
  jsonrpc: "2.0",
  id,
  error: { code: ErrorCode.InternalError, message: error instanceof Error ? error.message : String(error) },
});

/** No call takes 20 s: what is silent for longer was asked of a server that ended meanwhile. */
const ANSWER_WITHIN_MS = 25_000;

const SILENT = new Error(
  "The server gave no answer: it may have been restarted. What it had accepted goes on: ask with get_generation or list_generations, or send the same idempotency_key again.",
);

/** Hands messages on in both directions. Every request is answered, if need be with the reason why there is no answer. */
export async function bridge(client: Transport, server: Transport, answerWithinMs = ANSWER_WITHIN_MS): Promise<void> {
  const waiting = new Map<string | number, NodeJS.Timeout>();
  const settle = (id: string | number): void => {
    clearTimeout(waiting.get(id));
    waiting.delete(id);
  };
  const giveUp = async (request: JSONRPCRequest, error: unknown): Promise<void> => {
    if (!waiting.has(request.id)) return;
    settle(request.id);
    await client.send(unanswered(request, error));
  };
  client.onmessage = (message) => {
    if (isJSONRPCRequest(message)) {
      waiting.set(message.id, setTimeout(() => void giveUp(message, SILENT), answerWithinMs).unref());
    }
    server.send(message).catch(async (error: unknown) => {
      if (isJSONRPCRequest(message)) await giveUp(message, error);
    });
  };
  server.onmessage = (message) => {
    const isAnswer = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
    if (isAnswer && message.id !== undefined) {
      // It was told that there is none.
      if (!waiting.has(message.id)) return;
      settle(message.id);
    }
    void client.send(message);
  };
  await server.start();
  await client.start();
}
