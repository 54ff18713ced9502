import type { FastifyInstance } from "fastify";

/** The methods that some route takes on a path. Knows the routes that are added after this call. */
export const watchAllowedMethods = (server: FastifyInstance): ((path: string) => readonly string[]) => {
  const routes: { pattern: RegExp; methods: readonly string[] }[] = [];
  server.addHook("onRoute", ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  return (path) => {
    const found = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  };
};

/** `/a/:b` as a pattern of paths, with or without a final slash. */
const patternOf = (url: string): RegExp => {
  const escaped = url.replace(/\/$/u, "").replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  return new RegExp(`^${escaped.replace(/:[A-Za-z]+/gu, "[^/]+")}/?$`, "u");
};
