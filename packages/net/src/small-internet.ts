import { once } from "node:events";
import { type RequestListener, createServer as createHttpServer } from "node:http";
import { type ServerOptions, createServer as createHttpsServer } from "node:https";
import { type AddressInfo, type Server, type Socket, createServer as createTcpServer } from "node:net";
import { buildConnector } from "undici";
import type { Dial } from "./guarded-connector.ts";

/** A server on loopback, for tests. */
export interface LoopbackServer {
  readonly port: number;
  /** `127.0.0.1:port`. */
  readonly hostPort: string;
  close(): Promise<void>;
}

export const serveHttp = (listener: RequestListener): Promise<LoopbackServer> => listen(createHttpServer(listener));

export const serveHttps = (tls: ServerOptions, listener: RequestListener): Promise<LoopbackServer> =>
  listen(createHttpsServer(tls, listener));

/** For answers that no HTTP library would give. */
export const serveTcp = (listener: (socket: Socket) => void): Promise<LoopbackServer> =>
  listen(createTcpServer(listener));

async function listen(server: Server): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // A client that hangs up is part of what is tested.
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hostPort: `127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A dial that keeps a list of the addresses it was given. */
interface RecordingDial {
  readonly dial: Dial;
  readonly dialled: string[];
}

/**
 * An Internet in which every address is answered by `port` of loopback. Sockets claim to have reached the address that
 * was dialled, or `peer`.
 */
export function internetAt(port: number, peer?: string): RecordingDial {
  const dialled: string[] = [];
  const dial: Dial = (buildOptions) => (options, callback) => {
    const { lookup, ...rest } = buildOptions as { lookup: LookupAll };
    lookup(options.hostname, { all: true }, (_error, [found]) => {
      const address = found?.address ?? "nowhere";
      dialled.push(address);
      const connect = buildConnector(rest);
      connect({ ...options, hostname: "127.0.0.1", port: String(port) }, (...[error, socket]) => {
        if (error !== null) {
          callback(error, null);
          return;
        }
        Object.defineProperty(socket, "remoteAddress", { value: peer ?? address });
        callback(null, socket);
      });
    });
  };
  return { dial, dialled };
}

type LookupAll = (
  hostname: string,
  options: { all: true },
  callback: (error: Error | null, addresses: readonly { address: string }[]) => void,
) => void;
