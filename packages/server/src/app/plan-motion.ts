import { Failure, type PlannedMotion, type PlanRequest } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import type { Caller } from "./caller.ts";
import { withModelsThatCould } from "./could-do.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";

export interface PlanInput {
  readonly caller: Caller;
  readonly request: Omit<PlanRequest, "image">;
  readonly image: IncomingImage | undefined;
  readonly signal: AbortSignal;
}

/** What would move, how and where: with a picture, or from the words alone. Asks the first provider that can plan. */
export const planMotion = async (app: AppContext, input: PlanInput): Promise<PlannedMotion> => {
  const { plan, report } = await askPlanner(app, input);
  return { plan, report: { ...report, unmet: withModelsThatCould(app.providers, report.unmet) } };
};

async function askPlanner(app: AppContext, input: PlanInput): Promise<PlannedMotion> {
  const { plan } = planner(app.providers);
  const { signal } = input;
  if (input.image === undefined) return plan(input.request, undefined, { signal });
  const ref = await takeImage(app, input);
  return app.blobs.withFile(ref.sha256, (path) => plan(input.request, { ref, path }, { signal }));
}

function planner(providers: readonly Provider[]): { plan: NonNullable<Provider["planMotion"]> } {
  for (const provider of providers) {
    if (provider.configured && provider.planMotion !== undefined) {
      return { plan: provider.planMotion.bind(provider) };
    }
  }
  throw new Failure("model_does_not_fit", { detail: "No provider on this server can plan a motion." });
}
