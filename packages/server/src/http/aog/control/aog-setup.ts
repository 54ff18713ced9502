import { HYBRID_POLICIES, type HybridPolicy, type JsonObject } from "@kinora/contract";
import * as z from "zod";
import type { AppContext } from "../../../app/app-context.ts";
import { aogNameOf, withHyphens } from "./names.ts";

/** What AOG clients set that is not a provider's key: how the service behaves, and names of their own for providers. */
const schema = z.object({
  hybrid_policy: z.enum(HYBRID_POLICIES).default("default"),
  /** What image-to-video uses when a body names no model. */
  default_model: z.string().optional(),
  /** Names that clients gave, with the provider that each stands for. */
  names: z.record(z.string(), z.object({ provider: z.string(), desc: z.string().default("") })).default({}),
});

export type AogSetup = z.infer<typeof schema>;

const SETTING = "aog";

export const readAogSetup = async ({ store }: Pick<AppContext, "store">): Promise<AogSetup> =>
  schema.parse((await store.setting(SETTING)) ?? {});

/** Reads, changes and stores, one after the other: two clients at once lose nothing of each other's. */
export const changeAogSetup = (app: AppContext, change: (setup: AogSetup) => AogSetup): Promise<void> =>
  app.turns(SETTING, async () => {
    const next = change(await readAogSetup(app));
    await app.store.saveSetting(SETTING, JSON.parse(JSON.stringify(next)) as JsonObject);
  });

/** What a request to image-to-video leaves open. */
export interface AogDefaults {
  readonly policy: HybridPolicy | undefined;
  readonly model: string | undefined;
}

export const aogDefaults = async (app: AppContext): Promise<AogDefaults> => {
  const { hybrid_policy: policy, default_model: model } = await readAogSetup(app);
  return { policy: policy === "default" ? undefined : policy, model };
};

/** Our id of the provider that an AOG name stands for; undefined where there is none. */
export const providerIdNamed = (
  app: Pick<AppContext, "providers">,
  setup: AogSetup,
  name: string,
): string | undefined => {
  const wanted = withHyphens(name);
  const own = setup.names[wanted] ?? setup.names[name];
  return own?.provider ?? app.providers.find((provider) => aogNameOf(provider) === wanted)?.id;
};
