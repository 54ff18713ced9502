import type { GenerationView } from "@kinora/contract";
import { failureOf } from "@kinora/contract/words";

/** Why a generation has failed, as the error that it would have been as an answer; undefined where it has not. */
export const failureOfGeneration = ({ error }: Pick<GenerationView, "error">): Error | undefined =>
  error === null ? undefined : failureOf({ code: error.code, detail: error.message, type: "", title: "", status: 0 });
