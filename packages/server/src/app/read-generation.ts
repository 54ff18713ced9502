import { Failure } from "@kinora/contract";
import { type Generation, parseGenerationId } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import type { Caller } from "./caller.ts";

/** As `readGeneration`, also while it lies in the trash. */
export const readAlsoTrashed = async (app: AppContext, caller: Caller, idText: string): Promise<Generation> => {
  const id = parseGenerationId(idText);
  const generation = id === undefined ? undefined : await app.store.read(id);
  if (generation === undefined || !(caller.isAdmin || generation.callerId === caller.id)) {
    throw new Failure("generation_not_found", {
      detail: `There is no generation "${idText.slice(0, 64)}". GET /api/v1/generations lists those there are.`,
    });
  }
  return generation;
};

/**
 * A generation that this caller may see. Throws generation_not_found: what belongs to somebody else does not exist for you,
 * nor does what lies in the trash.
 */
export const readGeneration = async (app: AppContext, caller: Caller, idText: string): Promise<Generation> => {
  const generation = await readAlsoTrashed(app, caller, idText);
  if (generation.trashedAt === undefined) return generation;
  throw new Failure("generation_not_found", {
    detail: `${generation.id} is in the trash: POST /api/v1/generations/${generation.id}/restore takes it back.`,
  });
};
