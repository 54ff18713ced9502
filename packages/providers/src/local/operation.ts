import type { JsonValue } from "@kinora/contract";
import { z } from "zod";

/** A run's name; it also names a folder, so nothing else may be in it. */
const operationSchema = z.object({ run: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/u) });

/** The handle of a run: opaque to everybody else. */
export const operationOf = (runId: string): JsonValue => operationSchema.parse({ run: runId });

/** Reads a handle, as written by this process or an earlier one; undefined when it is none of ours. */
export const runIdOf = (operation: JsonValue): string | undefined => operationSchema.safeParse(operation).data?.run;
