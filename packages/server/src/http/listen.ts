import type { RequestListener, Server } from "node:http";
import { Failure } from "@kinora/contract";
import { type Connections, watchConnections } from "./connections.ts";

export interface Listener {
  /** Where programs on this machine reach it, without a final slash. */
  readonly url: string;
  /** Takes no new connections, waits for the answers under way, at most `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  /** Undefined: both loopback addresses. */
  readonly host: string | undefined;
  /** 0: any free port, the same for both. */
  readonly port: number;
}

/** A whole request must arrive within this time; answers may take as long as they need. */
const REQUEST_TIMEOUT_MS = 300_000;
const HEADERS_TIMEOUT_MS = 20_000;
/** Longer than the usual minute of proxies, so that they close first. */
const KEEP_ALIVE_MS = 72_000;
/** Node looks only so often for requests that take too long. */
const LOOK_FOR_SLOW_MS = 5_000;
const TIMES = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  headersTimeout: HEADERS_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
};
const PORT_TRIES = 8;

const MISSING_FAMILY: ReadonlySet<string> = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"]);

/** One address that is listened on. */
interface Listening {
  readonly server: Server;
  readonly connections: Connections;
}

export const listen = async (handle: RequestListener, { host, port }: ListenOptions): Promise<Listener> => {
  const hosts = host === undefined || host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  const servers = await listenOnAll(handle, hosts, port);
  const own = servers[0];
  if (own === undefined) throw noAddress(hosts);
  return { url: urlOf(own.server), close: (graceMs) => closeAll(servers, graceMs) };
};

/** A free port of one family may be taken in the other: then another one is tried. */
async function listenOnAll(handle: RequestListener, hosts: readonly string[], port: number): Promise<Listening[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenOnce(handle, hosts, port);
    } catch (error) {
      if (port !== 0 || tries === PORT_TRIES) throw inWords(error, port);
    }
  }
}

/** All of the addresses that this machine has, or none. */
async function listenOnce(handle: RequestListener, hosts: readonly string[], port: number): Promise<Listening[]> {
  const servers: Listening[] = [];
  try {
    for (const host of hosts) {
      const first = servers[0];
      const server = await listenOn(handle, host, first === undefined ? port : portOf(first.server));
      if (server !== undefined) servers.push(server);
    }
    return servers;
  } catch (error) {
    await closeAll(servers, 0);
    throw error;
  }
}

/** Undefined where the machine has no such address family. */
async function listenOn(handle: RequestListener, host: string, port: number): Promise<Listening | undefined> {
  // An import of node:http asks for each of its exports, WebSocket too, and so loads all of undici: 60 ms and 14 MB.
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer(TIMES, handle);
  const connections = watchConnections(server);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port, ipv6Only: host === "::1" }, () => {
        server.off("error", reject);
        resolve();
      });
    });
    return { server, connections };
  } catch (error) {
    if (MISSING_FAMILY.has(codeOf(error)) && host === "::1") return undefined;
    throw error;
  }
}

async function closeAll(listening: readonly Listening[], graceMs: number): Promise<void> {
  const cut = setTimeout(() => listening.forEach(({ server }) => server.closeAllConnections()), graceMs);
  try {
    await Promise.all(
      listening.map(({ server, connections }) => {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        server.close(() => resolve(undefined));
        connections.endQuietly();
        return promise;
      }),
    );
  } finally {
    clearTimeout(cut);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw noAddress([]);
  const host = { "0.0.0.0": "127.0.0.1", "::": "::1" }[address.address] ?? address.address;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const noAddress = (hosts: readonly string[]): Failure =>
  new Failure("bad_option", {
    detail: `This machine has none of the addresses ${hosts.join(", ")}: check KINORA_HOST.`,
  });

function inWords(error: unknown, port: number): unknown {
  const code = codeOf(error);
  const say = (detail: string): Failure => new Failure("bad_option", { detail, cause: error });
  if (code === "EADDRINUSE") {
    return say(
      `Port ${port} is in use: end the program that has it, or choose another with --port (0 takes any free one).`,
    );
  }
  if (code === "EACCES") return say(`Port ${port} may not be used without special rights: choose one above 1023.`);
  if (MISSING_FAMILY.has(code) || code === "ENOTFOUND") {
    return say("This machine has no such address to listen on: check KINORA_HOST.");
  }
  return error;
}
