import type { Dialect } from "../dialect.ts";
import { dashscope } from "./dashscope.ts";

export const ALL_DIALECTS: readonly Dialect[] = [dashscope];
