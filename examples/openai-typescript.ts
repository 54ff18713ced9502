/* eslint-disable @typescript-eslint/no-deprecated -- OpenAI shut its server down; its client is still what people have in their code. */
// OpenAI's own library, as it was written for their server: only `baseURL` is another.
//
//   node examples/openai-typescript.ts photo.jpg "the clouds drift slowly" clip.mp4
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI from "openai";

const [photo = "examples/mountain.jpg", prompt = "the clouds drift slowly", clip = "clip.mp4"] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${process.env["KINORA_SERVER"] ?? "http://127.0.0.1:16688"}/v1`, apiKey: "any" });

let video = await client.videos.create({
  model: "sora-2",
  prompt,
  input_reference: createReadStream(photo),
  seconds: "4",
});
while (video.status === "queued" || video.status === "in_progress") {
  await sleep(500);
  video = await client.videos.retrieve(video.id);
}
if (video.status !== "completed") throw new Error(video.error?.message);
const content = await client.videos.downloadContent(video.id);
await writeFile(clip, Buffer.from(await content.arrayBuffer()));
console.log(clip, video.id);
