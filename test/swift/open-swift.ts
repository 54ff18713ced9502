import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ACCESS_KEY,
  type Ports,
  proxyConfiguration,
  REGION,
  SECRET_KEY,
  storageConfiguration,
} from "./configuration.ts";

/** A real server of S3's API on loopback, with its files in a folder of its own: Debian's OpenStack Swift. */
export interface Swift extends AsyncDisposable {
  readonly endpoint: string;
  /** What an S3 client finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes an empty bucket and gives KINORA_BLOB_URL for it. */
  readonly newBucket: () => Promise<string>;
  /** Nobody listens at the endpoint any more; what is stored stays. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** The server takes connections and does not answer, until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

const STORES = ["account", "container", "object"] as const;
const PACKAGES = "swift-proxy swift-account swift-container swift-object memcached";
const STARTS_WITHIN_MS = 60_000;

const isInstalled = (): boolean =>
  existsSync("/etc/swift/swift.conf") &&
  [...STORES.map((kind) => `swift-${kind}-server`), "swift-proxy-server", "memcached"].every((name) =>
    existsSync(`/usr/bin/${name}`),
  );

/** Why tests with S3 are skipped here; undefined where they run. CI sets KINORA_REQUIRE_SERVICES=1: then they must. */
export const swiftIsMissing = (): string | undefined => {
  if (isInstalled()) return undefined;
  const reason = `no S3 server is here: apt-get install ${PACKAGES}`;
  if (process.env["KINORA_REQUIRE_SERVICES"] === "1") throw new Error(reason);
  return reason;
};

const freePorts = async (): Promise<Ports> => {
  const servers = Array.from({ length: 5 }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  const [proxy = 0, account = 0, container = 0, object = 0, memcached = 0] = ports;
  return { proxy, account, container, object, memcached };
};

/** One place for everything, said to Swift's servers in the files that they read. */
const writeRings = (folder: string, ports: Ports): void => {
  const script = [
    "import sys",
    "from swift.common.ring import RingBuilder",
    "for spec in sys.argv[2:]:",
    "    kind, port = spec.split(':')",
    "    ring = RingBuilder(4, 1, 1)",
    "    ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'disk', 'weight': 1})",
    "    ring.rebalance()",
    "    ring.get_ring().save(f'{sys.argv[1]}/{kind}.ring.gz')",
  ].join("\n");
  execFileSync("/usr/bin/python3", ["-c", script, folder, ...STORES.map((kind) => `${kind}:${ports[kind]}`)]);
};

const untilTrue = async (isSo: () => Promise<boolean>, otherwise: () => string): Promise<void> => {
  const until = performance.now() + STARTS_WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > until) throw new Error(otherwise());
    await sleep(50);
  }
};

const isListening = async (port: number): Promise<boolean> => {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** Starts the server; a few seconds. */
export const openSwift = async (): Promise<Swift> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-swift-"));
  const ports = await freePorts();
  const place = { folder, ports, user: userInfo().username };
  await mkdir(join(folder, "devices", "disk"), { recursive: true });
  await writeFile(join(folder, "proxy-server.conf"), proxyConfiguration(place));
  for (const kind of STORES) {
    await writeFile(join(folder, `${kind}-server.conf`), storageConfiguration(kind, place));
  }
  writeRings(folder, ports);
  const endpoint = `http://127.0.0.1:${ports.proxy}`;
  const said: string[] = [];
  const run = (command: string, ...args: readonly string[]): ChildProcess => {
    const child = spawn(`/usr/bin/${command}`, args, { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
    return child;
  };
  const runServer = (kind: string): ChildProcess => run(`swift-${kind}-server`, join(folder, `${kind}-server.conf`));
  const running = [
    run("memcached", "-l", "127.0.0.1", "-p", String(ports.memcached), "-m", "16", "-u", place.user),
    ...STORES.map(runServer),
  ];
  let proxy: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    proxy ??= runServer("proxy");
    // All of them: the one that answers believes for a minute that a store which did not answer is broken.
    for (const port of Object.values(ports) as number[]) {
      await untilTrue(
        () => isListening(port),
        () => `Swift did not start: ${said.join("").slice(-2000)}`,
      );
    }
  };
  const stop = async (): Promise<void> => {
    if (proxy !== undefined) await end(proxy);
    proxy = undefined;
  };
  const onExit = (): void => {
    for (const child of [proxy, ...running]) child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", onExit);
  await start();
  let buckets = 0;
  return {
    endpoint,
    environment: { AWS_ACCESS_KEY_ID: ACCESS_KEY, AWS_SECRET_ACCESS_KEY: SECRET_KEY },
    newBucket: async () => {
      const name = `bucket-${(buckets += 1)}`;
      await makeContainer(endpoint, name);
      return `s3://${name}/kinora?endpoint=${encodeURIComponent(endpoint)}&region=${REGION}`;
    },
    start,
    stop,
    pause: () => void proxy?.kill("SIGSTOP"),
    resume: () => void proxy?.kill("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      process.off("exit", onExit);
      await Promise.all([stop(), ...running.map(end)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
};

/** By Swift's own API: what it calls a container is S3's bucket. */
const makeContainer = async (endpoint: string, name: string): Promise<void> => {
  const login = await fetch(`${endpoint}/auth/v1.0`, {
    headers: { "x-auth-user": ACCESS_KEY, "x-auth-key": SECRET_KEY },
  });
  const [url, token] = ["x-storage-url", "x-auth-token"].map((header) => login.headers.get(header) ?? "");
  const made = await fetch(`${url ?? ""}/${name}`, { method: "PUT", headers: { "x-auth-token": token ?? "" } });
  if (!made.ok) throw new Error(`No bucket was made: ${made.status} ${await made.text()}`);
};
