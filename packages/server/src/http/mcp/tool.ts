import type { ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { ToolContext, ToolExtra } from "./tool-call.ts";

/** A file that an answer points to. */
export interface LinkedFile {
  readonly uri: string;
  readonly name: string;
  readonly mimeType: string;
}

/** One tool as the protocol's list shows it, and what it does. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: Record<string, unknown>;
  readonly annotations: ToolAnnotations;
  /** Parses the arguments and answers facts; `link` of them becomes a resource link. Throws a Failure. */
  readonly call: (tools: ToolContext, args: unknown, extra: ToolExtra) => Promise<ToolAnswer>;
}

export interface ToolAnswer {
  readonly facts: Record<string, unknown>;
  readonly link?: LinkedFile;
}

interface ToolDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly description: string;
  readonly input: Shape;
  /** Whether it does more than look. */
  readonly changes: boolean;
  readonly run: (
    tools: ToolContext,
    args: z.output<z.ZodObject<Shape>>,
    extra: ToolExtra,
  ) => Promise<Record<string, unknown>>;
  readonly link?: (facts: Record<string, unknown>) => LinkedFile | undefined;
}

export const defineTool = <Shape extends z.ZodRawShape>(definition: ToolDefinition<Shape>): Tool => {
  const { name, description, input, changes, run, link } = definition;
  const schema = z.strictObject(input);
  return {
    name,
    description,
    inputSchema: z.toJSONSchema(schema, { io: "input" }),
    annotations: { readOnlyHint: !changes, destructiveHint: false, openWorldHint: changes },
    call: async (tools, args, extra) => {
      const facts = await run(tools, schema.parse(args ?? {}), extra);
      const linked = link?.(facts);
      return linked === undefined ? { facts } : { facts, link: linked };
    },
  };
};
