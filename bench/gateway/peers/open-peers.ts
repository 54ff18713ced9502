import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A gateway that passes requests on to the same upstream. */
export interface Peer {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Peers extends Disposable {
  readonly all: readonly Peer[];
}

const NGINX = "/usr/sbin/nginx";
/** Its dependencies of today break it (TypeError: immutable): these are of the time when it was released. */
const PORTKEY = {
  private: true,
  dependencies: { "@portkey-ai/gateway": "1.15.2" },
  overrides: { hono: "4.9.7", "@hono/node-server": "1.13.5" },
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
};

const script = async (children: ChildProcess[], name: string, ...args: string[]): Promise<number> => {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args);
  children.push(child);
  const [port] = (await once(child, "message")) as [number];
  return port;
};

const untilUp = async (url: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(url).catch(() => undefined)) !== undefined) return;
    await sleep(50);
  }
  throw new Error(`Nothing answers at ${url}`);
};

const openNginx = async (folder: string, upstream: number): Promise<{ child: ChildProcess; port: number }> => {
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `daemon off; ${process.getuid?.() === 0 ? "user root; " : ""}worker_processes auto; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 512; }
http { access_log off; keepalive_requests 10000000; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  upstream up { server 127.0.0.1:${upstream}; keepalive 64; keepalive_requests 10000000; }
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; } } }`,
  );
  return { child: spawn(NGINX, ["-c", config, "-p", folder], { stdio: "ignore" }), port };
};

const openPortkey = async (folder: string): Promise<{ child: ChildProcess; port: number }> => {
  const home = join(folder, "portkey");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), JSON.stringify(PORTKEY));
  execFileSync("npm", ["install", "--ignore-scripts", "--silent"], { cwd: home, stdio: "ignore" });
  const port = await freePort();
  const start = join(home, "node_modules/@portkey-ai/gateway/build/start-server.js");
  return { child: spawn(process.execPath, [start, `--port=${port}`, "--headless"], { stdio: "ignore" }), port };
};

/** Starts the upstream and those that pass requests on to it. nginx is left out where Debian's is not installed. */
export const openPeers = async (folder: string): Promise<Peers> => {
  const children: ChildProcess[] = [];
  const upstream = await script(children, "upstream.js");
  const all: Peer[] = [];
  const add = (name: string, port: number, headers: Peer["headers"] = {}): void => {
    all.push({ name, url: `http://127.0.0.1:${port}`, headers });
  };
  add("bare Node proxy", await script(children, "bare-proxy.js", String(upstream)));
  if (existsSync(NGINX)) {
    const nginx = await openNginx(folder, upstream);
    children.push(nginx.child);
    add("nginx", nginx.port);
  }
  const portkey = await openPortkey(folder);
  children.push(portkey.child);
  add("@portkey-ai/gateway", portkey.port, {
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `http://127.0.0.1:${upstream}/v1`,
  });
  for (const { url } of all) await untilUp(url);
  return { all, [Symbol.dispose]: () => children.forEach((child) => child.kill("SIGTERM")) };
};
