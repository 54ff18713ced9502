import { z } from "zod";
import type { Problem } from "./words/problem.ts";

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  provider_code: z.string().optional(),
}) satisfies z.ZodType<Problem>;
