import type { Warning } from "@kinora/contract";

/** No word for a status is longer. */
const MOST_CHARACTERS = 40;

/** Said of accepted work whose status nobody documents: never final, and never in silence. */
export const unknownStatus = (status: string): Warning => ({
  option: "status",
  code: "unknown_status",
  message: `The provider says "${status.slice(0, MOST_CHARACTERS)}", which its documentation does not know: it is taken for running.`,
});
