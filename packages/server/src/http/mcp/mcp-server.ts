import { Failure } from "@kinora/contract";
/* eslint-disable @typescript-eslint/no-deprecated -- `Server` is marked so to point beginners to McpServer; it is for such as us: our own schemas and refusals */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import { ZodError, z } from "zod";
import { assertMay } from "../authorize.ts";
import { failureOfError } from "../failure-of-error.ts";
import { GENERATION_TOOLS } from "./generation-tools.ts";
import { OTHER_TOOLS } from "./other-tools.ts";
import { LONGEST_CALL_SECONDS, type ToolContext, type ToolExtra } from "./tool-call.ts";
import type { Tool } from "./tool.ts";

const TOOLS: readonly Tool[] = [...GENERATION_TOOLS, ...OTHER_TOOLS];

const INSTRUCTIONS =
  "Kinora turns still pictures into short videos. animate_image starts one and answers its id; get_generation waits for it in short calls; get_video tells where the file is. The embedded engine costs nothing; quote tells prices before anything is paid.";

/** A server of the Model Context Protocol for one caller. Nothing is kept between calls: a generation's id is the handle. */
export const createMcpServer = (tools: ToolContext): Server => {
  const server = new Server(
    { name: "kinora", version: tools.context.version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(({ name, description, inputSchema, annotations }) => ({
      name,
      description,
      inputSchema: { ...inputSchema, type: "object" as const },
      annotations,
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const tool = TOOLS.find(({ name }) => name === params.name);
    if (tool === undefined) {
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name.slice(0, 64)}.`);
    }
    const progressToken = params._meta?.progressToken;
    const progress: ToolExtra["progress"] = async (share, message) => {
      if (progressToken === undefined) return;
      const facts = { progressToken, progress: share, total: 100, message };
      await sendNotification({ method: "notifications/progress", params: facts });
    };
    return withDeadline((deadline) => {
      const extra = { signal: AbortSignal.any([signal, deadline]), deadline, progress };
      return answer(tools, tool, { args: params.arguments, extra });
    });
  });
  return server;
};

/** Calls `use` with a signal that aborts when a call has taken as long as one may. */
async function withDeadline<Answer>(use: (deadline: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const ending = new AbortController();
  const tooSlow = (): void => {
    const detail = `This took longer than ${LONGEST_CALL_SECONDS} s, and nothing was accepted. Where the picture's address is slow, send the file itself (POST /api/v1/uploads, or a path on the server's machine); else ask again.`;
    ending.abort(new Failure("overloaded", { detail }));
  };
  const timer = setTimeout(tooSlow, 1000 * LONGEST_CALL_SECONDS);
  try {
    return await use(ending.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function answer(
  tools: ToolContext,
  tool: Tool,
  { args, extra }: { readonly args: unknown; readonly extra: ToolExtra },
): Promise<CallToolResult> {
  try {
    assertMay(tools.caller, tool.annotations.readOnlyHint === true ? "read" : "create");
    const { facts, link } = await tool.call(tools, args, extra);
    const text = { type: "text" as const, text: JSON.stringify(facts) };
    return {
      content: link === undefined ? [text] : [text, { type: "resource_link" as const, ...link }],
      structuredContent: facts,
    };
  } catch (error) {
    const isOver = extra.deadline.aborted && !(error instanceof Failure);
    return refusal(tools, isOver ? extra.deadline.reason : error);
  }
}

/** A refusal is a result that the model reads, with the same codes and sentences as everywhere. */
function refusal({ context }: ToolContext, error: unknown): CallToolResult {
  const failure =
    error instanceof ZodError
      ? new Failure("bad_option", { detail: z.prettifyError(error), cause: error })
      : failureOfError(error);
  if (failure.code === "internal") context.app.log.error("mcp.tool_failed", { cause: failure.cause });
  const { code, message } = failure;
  return { isError: true, content: [{ type: "text", text: JSON.stringify({ code, message }) }] };
}
