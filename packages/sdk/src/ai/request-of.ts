import type {
  Experimental_VideoModelV4CallOptions as CallOptions,
  Experimental_VideoModelV4File as VideoFile,
  SharedV4Warning,
} from "@ai-sdk/provider";
import type { GenerationRequest, ImageSource } from "@kinora/contract";

/** What the AI SDK asks of a video model, in Kinora's words. */
export interface Asked {
  readonly request: GenerationRequest;
  /** What Kinora has no word for. */
  readonly warnings: SharedV4Warning[];
}

/** The AI SDK has bytes as base64 or binary, and addresses. */
const sourceOf = (file: VideoFile): ImageSource => {
  if (file.type === "url") return { url: file.url };
  return { base64: typeof file.data === "string" ? file.data : base64Of(file.data) };
};

/** In pieces: a call with a million arguments is none. */
const base64Of = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
};

const frameOf = (options: CallOptions, frame: "first_frame" | "last_frame"): VideoFile | undefined =>
  options.frameImages?.find(({ frameType }) => frameType === frame)?.image;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** `1280x720` is 720p of 16:9. A class that the server does not have is refused there, with what it has. */
const sizeOf = ({ resolution, aspectRatio }: CallOptions): Partial<GenerationRequest> => {
  const ratio = aspectRatio === "adaptive" ? undefined : aspectRatio;
  const asked = ratio === undefined ? {} : { aspect_ratio: ratio };
  if (resolution === undefined) return asked;
  const [width = 0, height = 0] = resolution.split("x").map(Number);
  const common = divisor(width, height);
  const own = aspectRatio === undefined ? { aspect_ratio: `${width / common}:${height / common}` } : asked;
  return { ...own, resolution: `${Math.min(width, height)}p` as NonNullable<GenerationRequest["resolution"]> };
};

const without = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

const warningsOf = ({ inputReferences, generateAudio, n }: CallOptions): SharedV4Warning[] => [
  ...(n > 1 ? [{ type: "unsupported", feature: "n", details: "One video is made by a call." } as const] : []),
  ...(generateAudio === true
    ? [{ type: "unsupported", feature: "generateAudio", details: "Kinora makes silent videos." } as const]
    : []),
  ...((inputReferences ?? []).length > 0
    ? [
        {
          type: "unsupported",
          feature: "inputReferences",
          details: "Kinora animates one picture: give it as prompt.image, or as frameImages.",
        } as const,
      ]
    : []),
];

/** `providerOptions.kinora` takes any field of `POST /api/v1/generations` (`loop`, `motion`, `strict`, …), and wins. */
export const requestOf = (model: string, options: CallOptions & { readonly webhookUrl?: string }): Asked => {
  const { prompt, duration, fps, seed, providerOptions, webhookUrl } = options;
  const first = options.image ?? frameOf(options, "first_frame");
  const last = frameOf(options, "last_frame");
  const request = {
    ...without({
      model,
      prompt,
      duration_seconds: duration,
      fps,
      seed,
      image: first && sourceOf(first),
      last_image: last && sourceOf(last),
      webhook_url: webhookUrl,
    }),
    ...sizeOf(options),
    ...(providerOptions["kinora"] as GenerationRequest | undefined),
  };
  return { request, warnings: warningsOf(options) };
};
