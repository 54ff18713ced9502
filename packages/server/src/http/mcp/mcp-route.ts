import type { FastifyInstance } from "fastify";
import { Failure } from "@kinora/contract";
import { BODY_MAX_BYTES } from "../../app/limits.ts";
import { baseUrlOf } from "../base-url.ts";
import type { HttpContext } from "../http-context.ts";

/**
 * The Model Context Protocol over streamable HTTP, without sessions: every POST is answered by itself, so a restart or another
 * node in between changes nothing. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports
 */
export const addMcpRoute = (server: FastifyInstance, context: HttpContext): void => {
  server.post("/mcp", { bodyLimit: BODY_MAX_BYTES }, async (request, reply) => {
    const { app } = context;
    if (app.stopping.aborted) throw new Failure("draining");
    const caller = context.authorize(request, "read");
    // Loaded at the first call: whoever only animates never needs it.
    const [{ createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
      import("./mcp-server.ts"),
      import("@modelcontextprotocol/sdk/server/streamableHttp.js"),
    ]);
    const mcp = createMcpServer({ context, caller, baseUrl: baseUrlOf(app.config, request) });
    const transport = new StreamableHTTPServerTransport({});
    reply.raw.once("close", () => {
      void mcp.close();
    });
    // The package's own type of a transport is looser than its class under exactOptionalPropertyTypes.
    await mcp.connect(transport);
    reply.hijack();
    await transport.handleRequest(request.raw, reply.raw, request.body);
  });
};
