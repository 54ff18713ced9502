import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addFrontPage } from "./front-page.ts";

/** Addresses of the studio: each is the same page, which reads the address itself. */
const PAGES = ["/", "/library", "/compare", "/generations/:id", "/settings", "/settings/:part"];
/** Files whose names hold the digest of their bytes. */
const NAMED_BY_DIGEST = "/assets/*";
const OTHERS = ["/favicon.svg", "/examples/*"];

/** Scripts, styles and requests of this server only; nothing inline, no frame, no other host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(self), clipboard-read=(self), microphone=(), geolocation=()",
};

const YEAR_SECONDS = 31_536_000;

type Serve = (file: string, cacheControl: string) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** The built studio in `folder`; where none was built, one plain page. */
export const addStudio = (server: FastifyInstance, folder: string): void => {
  if (!existsSync(join(folder, "index.html"))) {
    addFrontPage(server);
    return;
  }
  const serve = servingFrom(folder);
  const page = serve("/index.html", "no-cache");
  for (const url of PAGES) server.get(url, page);
  server.get<{ Params: { "*": string } }>(NAMED_BY_DIGEST, (request, reply) =>
    serve(`/assets/${request.params["*"]}`, `public, max-age=${YEAR_SECONDS}, immutable`)(request, reply),
  );
  for (const url of OTHERS) {
    server.get(url, (request, reply) =>
      serve(new URL(request.url, "http://studio").pathname, "no-cache")(request, reply),
    );
  }
};

const servingFrom =
  (root: string): Serve =>
  (file, cacheControl) =>
  async (request, reply) => {
    // Loaded at the first page: a command that only animates never needs it.
    const { send } = await import("@fastify/send");
    const { statusCode, headers, stream, type } = await send(request.raw, encodeURI(decodeURI(file)), {
      root,
      dotfiles: "deny",
      cacheControl: false,
    });
    if (type !== "file" || statusCode === 404) {
      reply.callNotFound();
      return;
    }
    await reply
      .code(statusCode)
      .headers({ ...headers, ...HEADERS, "cache-control": cacheControl })
      .send(stream);
  };
