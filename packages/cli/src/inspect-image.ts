import type { Inspection } from "@kinora/contract";
import { checkImageSize, readImageArgument } from "./animate/image-argument.ts";
import { type CommandContext, printJson } from "./command-context.ts";
import { askOnce } from "./connect.ts";
import type { ReachOptions } from "./reach-options.ts";

export const inspect = async (
  argument: string,
  options: ReachOptions & { readonly json?: boolean },
  context: CommandContext,
): Promise<void> => {
  const { signal } = context;
  const picture = await readImageArgument(argument, context);
  const inspection = await askOnce(options, context, async (client) => {
    await checkImageSize(picture, client, signal);
    return client.inspect({ image: picture.image }, { signal });
  });
  if (options.json === true) printJson(context.stdout, inspection);
  else context.stdout.write(inspectionText(inspection));
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The advice is for what is not good: beside "good" it would read as a fault. */
const findingText = ({ id, verdict, advice }: Inspection["findings"][number]): string =>
  `${verdict}: ${id.replaceAll("_", " ")}.${verdict === "good" ? "" : ` ${advice}`}`.trim();

/** What was seen, as people read it. */
const inspectionText = ({ width, height, format, findings, regions, suggestions }: Inspection): string => {
  const lines = [
    `${format}, ${width} x ${height}`,
    ...findings.map(findingText),
    ...regions.map(
      ({ kind, share, confidence }) => `${kind}: ${percent(share)} of the picture, ${percent(confidence)} sure`,
    ),
    ...suggestions.map((prompt) => `try: --prompt "${prompt}"`),
  ];
  return `${lines.join("\n")}\n`;
};
