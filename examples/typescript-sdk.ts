// The TypeScript SDK: one call from a picture to a finished generation.
//
//   node examples/typescript-sdk.ts photo.jpg "the clouds drift slowly" clip.mp4
import { createWriteStream, openAsBlob } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createClient } from "@kinora/sdk";

const [photo = "examples/mountain.jpg", prompt = "the clouds drift slowly", clip = "clip.mp4"] = process.argv.slice(2);
const kinora = createClient({ baseUrl: process.env["KINORA_SERVER"] ?? "http://127.0.0.1:16688" });

const generation = await kinora.animate(
  { image: await openAsBlob(photo), prompt, duration_seconds: 1, resolution: "480p" },
  { onProgress: ({ status, stage, progress }) => console.log(status, stage ?? "", progress) },
);
if (generation.status !== "succeeded") throw new Error(generation.error?.message ?? generation.status);
for (const { phrase, reason } of generation.unmet) console.log(`not done: ${phrase} (${reason})`);
await pipeline(await kinora.content(generation.id), createWriteStream(clip));
console.log(clip, generation.id);
