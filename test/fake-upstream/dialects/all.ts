import type { Dialect } from "../dialect.ts";
import { comfyui } from "./comfyui.ts";
import { dashscope } from "./dashscope.ts";
import { fal } from "./fal.ts";
import { openAiVideos } from "./openai-videos.ts";
import { replicate } from "./replicate.ts";
import { sdcpp } from "./sdcpp.ts";

export const ALL_DIALECTS: readonly Dialect[] = [dashscope, openAiVideos, fal, replicate, comfyui, sdcpp];
