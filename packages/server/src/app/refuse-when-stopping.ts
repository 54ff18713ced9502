import { Failure } from "@kinora/contract";
import type { AppContext } from "./app-context.ts";

/** Throws draining once the server stops: nothing new is begun then. */
export const refuseWhenStopping = ({ stopping }: Pick<AppContext, "stopping">): void => {
  if (!stopping.aborted) return;
  throw new Failure("draining", { detail: "The server is stopping: send the request again in a moment." });
};
