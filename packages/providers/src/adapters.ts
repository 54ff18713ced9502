// Written by tools/list-adapters.js from the folders beside it.
export { comfyui } from "./comfyui/provider.ts";
export { dashscope } from "./dashscope/provider.ts";
export { fal } from "./fal/provider.ts";
export { openaiVideos } from "./openai-videos/provider.ts";
export { replicate } from "./replicate/provider.ts";
export { sdcpp } from "./sdcpp/provider.ts";
