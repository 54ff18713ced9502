import type { FastifyInstance } from "fastify";
import type { HttpContext } from "../http-context.ts";

/** The API's own description, as OpenAPI 3.1 and as a page to read. Written when it is first asked for. */
export const addOpenApi = (server: FastifyInstance, { version }: Pick<HttpContext, "version">): void => {
  let written: Promise<{ json: string; page: string; policy: string }> | undefined;
  const write = async (): Promise<{ json: string; page: string; policy: string }> => {
    const [{ openApiDocument }, { docsPage, DOCS_POLICY }] = await Promise.all([
      import("./openapi-document.ts"),
      import("./docs-page.ts"),
    ]);
    const document = openApiDocument(version);
    return { json: JSON.stringify(document), page: docsPage(document), policy: DOCS_POLICY };
  };
  server.get("/openapi.json", async (_request, reply) => {
    const { json } = await (written ??= write());
    return reply.header("cache-control", "no-cache").type("application/json").send(json);
  });
  server.get("/docs", async (_request, reply) => {
    const { page, policy } = await (written ??= write());
    return reply
      .headers({ "content-security-policy": policy, "referrer-policy": "no-referrer", "cache-control": "no-cache" })
      .type("text/html; charset=utf-8")
      .send(page);
  });
};
