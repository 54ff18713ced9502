import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "@kinora/sdk";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const HEIC = fileURLToPath(new URL("../../packages/media/src/images/__fixtures__/corners.heic", import.meta.url));
const SHORT = { duration_seconds: 1, resolution: "480p", fps: 24 } as const;

let bench: Workbench;
let client: Client;
let mountain: Blob;
beforeAll(async () => {
  bench = await openWorkbench();
  client = createClient({ baseUrl: (await startServer(bench)).url });
  mountain = new Blob([await readFile(MOUNTAIN)]);
});
afterAll(() => bench[Symbol.asyncDispose]());

const bytesOf = async (id: string, variant: "video" | "gif" | "webp" = "video"): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await client.content(id, { variant })) chunks.push(chunk);
  return Buffer.concat(chunks);
};

test("a HEIC becomes a video, upright and as large as twice its size", async () => {
  const image = new Blob([await readFile(HEIC)]);
  const made = await client.animate({ image, prompt: "slow zoom in", ...SHORT });
  expect(made.error).toBeNull();
  expect(made.image).toMatchObject({ width: 128, height: 96 });
  expect(made.artifacts[0]).toMatchObject({ kind: "video", type: "video/mp4", width: 256, height: 192 });
});

test.each([
  [{ codec: "hevc" }, "mp4", "hvc1"],
  [{ codec: "av1" }, "mp4", "av01"],
  [{ container: "webm" }, "webm", "V_VP9"],
  [{ codec: "av1", container: "webm" }, "webm", "V_AV1"],
])("%j is the file that is made, by content, type and name", async (provider_options, ending, mark) => {
  const made = await client.animate({ image: mountain, prompt: "clouds", ...SHORT, provider_options });
  expect(made.error).toBeNull();
  expect(made.warnings).toEqual([]);
  expect(made.artifacts[0]).toMatchObject({
    kind: "video",
    type: `video/${ending}`,
    width: 640,
    height: 480,
    duration_seconds: 1,
  });
  expect(made.artifacts[0]?.url).toMatch(new RegExp(`/clouds\\.${ending}$`, "u"));
  expect((await bytesOf(made.id)).toString("latin1")).toContain(mark);
});

test("what cannot be is refused at once, with what can", async () => {
  const asked = client.createGeneration({
    image: mountain,
    ...SHORT,
    provider_options: { codec: "h264", container: "webm" },
  });
  await expect(asked).rejects.toMatchObject({
    code: "bad_option",
    message: "provider_options: h264 does not go into webm; there it can be vp9 or av1.",
  });
});

test("the file says what made it, or nothing when that is asked; of the picture's own metadata it never says a word", async () => {
  const photo = await sharp(MOUNTAIN)
    .resize(320)
    .withExif({
      IFD0: { Artist: "Secret Person", Model: "Secret Camera" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 3230/100", GPSLongitudeRef: "W" },
    })
    .jpeg()
    .toBuffer();
  expect(photo.toString("latin1")).toContain("Secret Person");
  const image = new Blob([photo]);
  const said = await client.animate({ image, ...SHORT, seed: 424_242 });
  const silent = await client.animate({ image, ...SHORT, seed: 424_242, provider_options: { metadata: false } });
  const [saidText, silentText] = [await bytesOf(said.id), await bytesOf(silent.id)].map((bytes) =>
    bytes.toString("latin1"),
  );
  expect(saidText).toMatch(/Kinora \d.*\{"model":"kinora-motion-1","seed":424242\}/su);
  expect(silentText).not.toMatch(/Kinora|kinora|424242/u);
  for (const text of [saidText, silentText]) expect(text).not.toMatch(/Secret|GPS|Exif/u);
});

test("a GIF and an animated WebP of the video come when they are asked for", async () => {
  const { id } = await client.animate({ image: mountain, prompt: "clouds", ...SHORT });
  for (const kind of ["gif", "webp"] as const) {
    const told = await sharp(await bytesOf(id, kind), { animated: true }).metadata();
    expect(told).toMatchObject({ format: kind, width: 480, pageHeight: 360, loop: 0 });
    expect(told.pages).toBe(kind === "gif" ? 12 : 15);
  }
  const { artifacts } = await client.getGeneration(id);
  expect(artifacts.map(({ kind }) => kind)).toEqual(["video", "thumbnail", "spritesheet", "last-frame", "gif", "webp"]);
});
