import type { Inspection } from "@kinora/contract";
import { checkImage, decodeImage, encodeStill, type RgbImage } from "@kinora/media";
import { analyseScene } from "./analyse/index.ts";
import type { AnalyzersLook } from "./analyzers/look-with-analyzers.ts";
import { mergeMaps } from "./analyzers/merge-maps.ts";
import { measurePicture } from "./picture-measures.ts";
import type { FloatMap, SceneMaps } from "./scene.ts";

type Finding = Inspection["findings"][number];

/** Regions below this share of the picture are not worth showing. */
const LEAST_SHARE = 0.004;
const LEAST_CONFIDENCE = 0.15;

const judge = (id: string, value: number, levels: { good: number; fair: number }, advice: string): Finding => {
  const rounded = Math.round(value * 1000) / 1000;
  const verdict = value >= levels.good ? "good" : value >= levels.fair ? "fair" : "poor";
  return { id, value: rounded, threshold: levels.good, verdict, advice };
};

function findings(image: RgbImage, scene: SceneMaps): Finding[] {
  const { sharpness, darkShare, brightShare, contrast } = measurePicture(image);
  const side = Math.min(image.width, image.height);
  return [
    judge(
      "size",
      side,
      { good: 720, fair: 400 },
      side >= 720 ? "Large enough for 720p." : "Use a larger picture: at most twice its size is rendered.",
    ),
    judge(
      "sharpness",
      sharpness,
      { good: 0.02, fair: 0.008 },
      "A sharper picture gives a sharper clip; blur does not go away.",
    ),
    judge(
      "exposure",
      1 - Math.max(darkShare, brightShare),
      { good: 0.75, fair: 0.5 },
      "Much of the picture is black or white: there is little to move there.",
    ),
    judge("contrast", contrast, { good: 0.12, fair: 0.05 }, "A flat picture shows little motion; raise its contrast."),
    judge(
      "subject",
      scene.regions.subject.confidence,
      { good: 0.5, fair: 0.25 },
      "With one clear subject the camera knows where to go; else it goes to the middle.",
    ),
  ];
}

/** A map as a small grey PNG in a data URI. */
async function maskOf({ width, height, data }: FloatMap): Promise<string> {
  const grey = new Uint8Array(width * height * 3);
  data.forEach((value, index) => grey.fill(Math.round(255 * value), index * 3, index * 3 + 3));
  const png = await encodeStill({ width, height, data: grey }, { format: "png", maxSidePx: 320 });
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}

const SUGGESTIONS = {
  sky: "the clouds drift slowly",
  water: "gentle ripples on the water",
  vegetation: "the leaves sway in the breeze",
  lights: "the lights flicker softly",
  fire: "the flames flicker",
  subject: "slow push in on the subject",
} as const;

const isFound = ({ confidence, share }: { confidence: number; share: number }): boolean =>
  confidence >= LEAST_CONFIDENCE && share >= LEAST_SHARE;

/** An analyzer that is configured and did not work: the regions are our own then. */
const missed = ({ warnings }: AnalyzersLook): Finding[] =>
  warnings.map(({ message }) => ({ id: "analyzers", value: 0, threshold: 1, verdict: "poor", advice: message }));

/**
 * What the engine sees in a still: measures with advice, regions with masks, prompts that fit. `look` is what learned models
 * saw.
 */
export async function inspectStill(
  path: string,
  look: AnalyzersLook = { maps: {}, warnings: [] },
): Promise<Inspection> {
  const limits = { maxBytes: Infinity, maxPixels: 1_000_000_000 };
  const { width, height, format } = await checkImage(path, limits);
  const image = await decodeImage(path, { maxSidePx: 2048, maxPixels: limits.maxPixels });
  const scene = mergeMaps(analyseScene(image), look.maps);
  const found = Object.entries(scene.regions).filter(([, region]) => isFound(region));
  const regions = await Promise.all(
    found.map(async ([kind, { map, confidence, share }]) => ({
      kind,
      confidence: Math.round(confidence * 100) / 100,
      share: Math.round(share * 1000) / 1000,
      mask: await maskOf(map),
    })),
  );
  const suggestions = found
    .filter(([, { confidence }]) => confidence >= 0.4)
    .map(([kind]) => SUGGESTIONS[kind as keyof typeof SUGGESTIONS]);
  return {
    width,
    height,
    format,
    findings: [...findings(image, scene), ...missed(look)],
    regions,
    suggestions: [...suggestions, "slow dolly in"],
  };
}
