import type { ProviderChange, ProviderView } from "@kinora/contract";
import type { AppContext } from "./app-context.ts";
import { providerNamed, providerView } from "./test-provider.ts";

/** A provider as it stands here now. Throws `no_such_provider`. */
export const viewProvider = (app: AppContext, id: string): ProviderView =>
  providerView(providerNamed(app.providers, id), app.setups.describe(id));

/**
 * Stores what a change names of a provider's key and address, encrypted; what it leaves out stays as it is. It counts at
 * once, for every request and every generation that is not sent yet. Any dialect may call this for an administrator. Throws
 * `no_such_provider`, `bad_option`, `work_under_way` (unless `force`) and `master_key_unusable`: then nothing has changed.
 */
export const configureProvider = async (app: AppContext, id: string, change: ProviderChange): Promise<ProviderView> => {
  await app.setups.change(id, change);
  return viewProvider(app, id);
};

export interface Forgotten {
  /** Whether something was stored. */
  readonly removed: boolean;
  /** As it stands now; null where only what was stored made it. */
  readonly provider: ProviderView | null;
}

/** Forgets what is stored of a provider, its key too. Throws `no_such_provider`, and `work_under_way` unless forced. */
export const forgetProvider = async (
  app: AppContext,
  id: string,
  options: { readonly force: boolean },
): Promise<Forgotten> => {
  const removed = await app.setups.remove(id, options);
  const isThere = app.providers.some((provider) => provider.id === id);
  return { removed, provider: isThere ? viewProvider(app, id) : null };
};
