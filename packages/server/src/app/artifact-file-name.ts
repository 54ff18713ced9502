const EXTENSIONS: Readonly<Record<string, string>> = {
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
};

const MOST_LETTERS = 48;

/** Plain letters and digits of the prompt, so that the name is safe in every file system, header and address. */
const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, MOST_LETTERS)
    .replaceAll(/^-+|-+$/gu, "");

/** What an artifact is called when it is saved: words of the prompt where it has any, its kind unless it is the video. */
export const artifactFileName = (artifact: {
  readonly kind: string;
  readonly mediaType: string;
  readonly prompt: string | undefined;
}): string => {
  const words = slug(artifact.prompt ?? "");
  const name = words === "" ? "clip" : words;
  const suffix = artifact.kind === "video" ? "" : `-${artifact.kind}`;
  return `${name}${suffix}.${EXTENSIONS[artifact.mediaType] ?? "bin"}`;
};
