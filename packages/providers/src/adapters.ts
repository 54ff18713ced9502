// Every adapter that is built in, one line each: a new one is its folder and its line here. Bundlers and the type checker
// follow it; `built-in-providers.test.ts` finds a folder that has none.
export { comfyui } from "./comfyui/provider.ts";
export { dashscope } from "./dashscope/provider.ts";
export { fal } from "./fal/provider.ts";
export { openAiVideos } from "./openai-videos/provider.ts";
export { replicate } from "./replicate/provider.ts";
export { sdcpp } from "./sdcpp/provider.ts";
