import type { Unmet } from "@kinora/contract";

/** Which models could do what was not done, as a sentence to append; empty when none is set up. */
export const couldText = ({ models }: Unmet): string =>
  models === undefined ? "" : ` Set up here and able to: ${models.join(", ")} (--model).`;
