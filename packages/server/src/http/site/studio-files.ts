import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addFrontPage } from "./front-page.ts";

/** Addresses of the studio: each is the same page, which reads the address itself. */
const PAGES = ["/", "/library", "/compare", "/generations/:id", "/settings", "/settings/:part"];
/** Files whose names hold the digest of their bytes. */
const NAMED_BY_DIGEST = "/assets/*";
const OTHERS = ["/favicon.svg", "/examples/*"];

/**
 * Scripts, styles and requests of this server only; nothing inline, no frame, no other host but the storage that
 * artifacts are redirected to.
 */
const policyWith = (contentOrigin: string | undefined): string => {
  const files = contentOrigin === undefined ? "'self'" : `'self' ${contentOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${files} blob: data:`,
    `media-src ${files} blob:`,
    `connect-src ${files}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
};

const HEADERS = {
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(self), clipboard-read=(self), microphone=(), geolocation=()",
};

const YEAR_SECONDS = 31_536_000;

type Serve = (file: string, cacheControl: string) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface StudioPlace {
  /** Where the built studio lies. */
  readonly folder: string;
  /** Where artifacts are redirected to, if they are. */
  readonly contentOrigin: string | undefined;
}

/** The built studio in `folder`; where none was built, one plain page. */
export const addStudio = (server: FastifyInstance, { folder, contentOrigin }: StudioPlace): void => {
  if (!existsSync(join(folder, "index.html"))) {
    addFrontPage(server);
    return;
  }
  const serve = servingFrom(folder, policyWith(contentOrigin));
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
  (root: string, policy: string): Serve =>
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
      .headers({ ...headers, ...HEADERS, "content-security-policy": policy, "cache-control": cacheControl })
      .send(stream);
  };
