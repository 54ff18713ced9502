import type { Finding } from "@kinora/server";

/** One line: the verdict, what was checked, what was found and what to do. */
export const findingText = ({ id, verdict, says, remedy }: Finding): string =>
  `${verdict.padEnd(5)} ${id.padEnd(12)} ${says}${remedy === undefined ? "" : ` ${remedy}`}\n`;
