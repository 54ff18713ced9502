import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, isJSONRPCRequest, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
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

/** A call that reached no server is answered, so that the client does not wait for ever. */
const unreachable = (message: JSONRPCMessage, error: unknown): JSONRPCMessage | undefined =>
  isJSONRPCRequest(message)
    ? {
        jsonrpc: "2.0",
        id: message.id,
        error: { code: ErrorCode.InternalError, message: error instanceof Error ? error.message : String(error) },
      }
    : undefined;

async function bridge(client: Transport, server: StreamableHTTPClientTransport): Promise<void> {
  client.onmessage = (message) => {
    server.send(message).catch(async (error: unknown) => {
      const answer = unreachable(message, error);
      if (answer !== undefined) await client.send(answer);
    });
  };
  server.onmessage = (message) => void client.send(message);
  await server.start();
  await client.start();
}
