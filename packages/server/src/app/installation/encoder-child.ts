/**
 * The child process of `check-encoders.ts`: encodes a few frames with the encoder named as its first argument into the
 * file named as its second. Exit 0 when the film is there; else the reason is on stderr.
 */
import { openEncoder, type EncoderName } from "@kinora/media";

const SIDE = 64;
const FRAMES = 5;

process.on("disconnect", () => process.exit(1));

const [name = "", path = ""] = process.argv.slice(2);
const encoder = await openEncoder({
  path,
  width: SIDE,
  height: SIDE,
  fps: 24,
  tags: { software: "Kinora doctor" },
  only: name as EncoderName,
});
for (let index = 0; index < FRAMES; index += 1) {
  const data = new Uint8Array((SIDE * SIDE * 3) / 2).fill(64 + index * 16);
  await encoder.write({ width: SIDE, height: SIDE, data });
}
await encoder.finish();
process.exit(0);
