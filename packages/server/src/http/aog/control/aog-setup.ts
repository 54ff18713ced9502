import { HYBRID_POLICIES, type HybridPolicy, type JsonObject } from "@kinora/contract";
import * as z from "zod";
import type { AppContext } from "../../../app/app-context.ts";
import { badProvider } from "./aog-fault.ts";
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

/** What a name that a client gave stands for. */
export const ownName = ({ names }: AogSetup, name: string): AogSetup["names"][string] | undefined => {
  const wanted = withHyphens(name);
  return Object.hasOwn(names, wanted) ? names[wanted] : undefined;
};

/** Our id of the provider that an AOG name stands for; undefined where there is none. */
export const providerIdNamed = (
  app: Pick<AppContext, "providers">,
  setup: AogSetup,
  name: string,
): string | undefined => {
  const wanted = withHyphens(name);
  return ownName(setup, name)?.provider ?? app.providers.find((provider) => aogNameOf(provider) === wanted)?.id;
};

const MAX_NAMES = 200;
const MAX_NAME_CHARS = 200;
const MAX_DESC_CHARS = 500;

/** Throws AOG's 400/20001 for a name that cannot be kept: asked before anything is stored. */
export const assertNameFits = (name: string): void => {
  // That one name cannot be a key of a JSON object here.
  if (name.length > 0 && name.length <= MAX_NAME_CHARS && name !== "__proto__") return;
  throw badProvider(`provider_name must be a name of at most ${MAX_NAME_CHARS} characters.`);
};

/** A name that is not a seed's stands for its provider from now on; `desc` of one that is kept already is written anew. */
export const keepName = async (
  app: AppContext,
  name: string,
  { id, desc }: { readonly id: string; readonly desc: string | undefined },
): Promise<void> => {
  const wanted = withHyphens(name);
  if (app.providers.some((provider) => aogNameOf(provider) === wanted)) return;
  await changeAogSetup(app, (setup) => {
    const before = ownName(setup, wanted);
    if (before === undefined && Object.keys(setup.names).length >= MAX_NAMES) {
      throw badProvider(`there are ${MAX_NAMES} names of providers already: delete some.`);
    }
    const kept = { provider: id, desc: desc?.slice(0, MAX_DESC_CHARS) ?? before?.desc ?? "" };
    return { ...setup, names: { ...setup.names, [wanted]: kept } };
  });
};
