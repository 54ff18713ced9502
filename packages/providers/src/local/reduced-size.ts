import type { Warning } from "@kinora/contract";
import type { SubmitPlan } from "@kinora/domain";

/** What must be said when a picture is too small, or too long, for the resolution that was asked. */
export const reducedSize = async ({ options, still }: SubmitPlan): Promise<readonly Warning[]> => {
  if (options.resolution === undefined) return [];
  // Loaded when it is first needed: a gateway that has only started does without the engine.
  const { outputSize } = await import("@kinora/engine");
  const { width, height } = outputSize(still.ref, options.resolution);
  if (Math.min(width, height) >= Number.parseInt(options.resolution, 10)) return [];
  return [
    {
      option: "resolution",
      code: "reduced",
      message: `A picture of ${still.ref.width} x ${still.ref.height} gives ${width} x ${height}, not ${options.resolution}: it is enlarged at most twice, and its long side stays within 3.2 times the lines. Send a larger picture for more.`,
    },
  ];
};
