import { type Generation, isFinal } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { applyEvent } from "./apply-event.ts";

/** Notes that an answer with the outcome has been written whole to a client that waited for it. */
export const recordDelivery = async (app: AppContext, generation: Generation): Promise<void> => {
  if (isFinal(generation)) await applyEvent(app, generation.id, { type: "delivered" });
};
