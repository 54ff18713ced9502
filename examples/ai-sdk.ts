// Vercel's AI SDK: start a video, keep its operation, and follow it, in this process or in the next one.
//
//   node examples/ai-sdk.ts photo.jpg "the clouds drift slowly" clip.mp4
//
// Run again after it was interrupted, it goes on with the generation that it had started.
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createKinora } from "@kinora/sdk/ai";
import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from "ai";

const [photo = "examples/mountain.jpg", text = "the clouds drift slowly", clip = "clip.mp4"] = process.argv.slice(2);
const kinora = createKinora({ baseURL: process.env["KINORA_SERVER"] ?? "http://127.0.0.1:16688" });
const model = kinora.video("kinora-motion-1");
const kept = `${clip}.operation.json`;

const start = async () => {
  const image = await readFile(photo);
  const { operation, warnings } = await startVideo({
    model,
    prompt: { image, text },
    // Interrupted before the operation was kept, the next start under this name gets the same generation.
    headers: { "idempotency-key": createHash("sha256").update(image).update(`\n${text}\n${clip}`).digest("hex") },
    duration: 2,
    resolution: "854x480",
    aspectRatio: "adaptive",
    providerOptions: { kinora: { loop: true } },
  });
  for (const warning of warnings) console.warn(warning);
  await writeFile(kept, JSON.stringify(operation));
  console.log("started");
  return operation;
};

const operation = await readFile(kept, "utf8").then((json) => JSON.parse(json) as never, start);
for (;;) {
  const result = await getVideoStatus(model, { operation });
  if (result.status === "error") throw new Error(result.error);
  if (result.status === "completed") {
    const [video] = result.videos;
    if (video?.type !== "binary") throw new Error("there is no video");
    await writeFile(clip, video.data);
    await rm(kept);
    console.log(clip, result.providerMetadata?.["kinora"]?.["id"]);
    break;
  }
  await sleep(500);
}
