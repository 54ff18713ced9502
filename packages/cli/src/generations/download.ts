import type { ArtifactKind } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { chooseDestination, writeOutput } from "../output-file.ts";
import type { ReachOptions } from "../reach-options.ts";

interface DownloadOptions extends ReachOptions {
  readonly output?: string;
  readonly variant: ArtifactKind;
  readonly json?: boolean;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "video/mp4": ".mp4",
  "video/webm": ".webm",
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/webp": ".webp",
};

/** What is made when it is asked for has no type before. */
const extensionOf = (variant: ArtifactKind, type: string | undefined): string =>
  variant === "gif" || variant === "webp" ? `.${variant}` : (EXTENSIONS[type ?? ""] ?? "");

/** Writes one file of a generation to disk, and prints its path. */
export const download = async (id: string, options: DownloadOptions, context: CommandContext): Promise<ExitCode> => {
  const { stdout, signal, workingDir } = context;
  const { variant, output } = options;
  const file = await askOnce(options, context, async (client) => {
    const { artifacts } = await client.getGeneration(id, { signal });
    const type = artifacts.find(({ kind }) => kind === variant)?.type;
    const stem = variant === "video" ? id : `${id}-${variant}`;
    const extension = extensionOf(variant, type);
    const destination = await chooseDestination({ output, stem, extension, workingDir, isOneOfMany: false });
    return writeOutput(await client.content(id, { variant, signal }), destination, signal);
  });
  if (options.json === true) printJson(stdout, { id, variant, file });
  else stdout.write(`${file}\n`);
  return EXIT.done;
};
