import type { AogDocument, AogImported, HybridPolicy } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "../../../app/app-context.ts";
import { badService, noProvider, noService } from "./aog-fault.ts";
import { assertNameFits, changeAogSetup, keepName, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { isOurService, providerIdOfFlavor, runsModel, storeProviderFields } from "./configure.ts";
import { flavorOf, SERVICE, sourceOf, withHyphens } from "./names.ts";
import type { Fields } from "./read-fields.ts";
import { readPolicy } from "./service-handlers.ts";
import { chosenProviders, type NamedProvider, namedProviders } from "./views.ts";

/** The version that our exports name. */
const VERSION = "v0.7";

/** What an export is to hold; everything where nothing is named. */
export interface ExportFilter {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
}

/**
 * A configuration in AOG's newest layout. Keys are never in it: an empty one keeps what is stored where it is read. Throws AOG's
 * 404/20009 and 404/30003 for a provider and a model that are not here.
 */
export const exportDocument = async (app: AppContext, filter: ExportFilter = {}): Promise<AogDocument> => {
  const setup = await readAogSetup(app);
  const { remote_provider: remote, local_provider: local } = chosenProviders(app);
  const providers = exportedProviders(namedProviders(app, setup), filter);
  return {
    version: VERSION,
    services: { [SERVICE]: { service_providers: { local, remote }, hybrid_policy: setup.hybrid_policy } },
    service_providers: Object.fromEntries(
      providers.map(({ name, desc, provider }) => [
        name,
        {
          service_name: SERVICE,
          service_source: sourceOf(provider),
          desc,
          api_flavor: flavorOf(provider.id),
          method: "POST",
          auth_type: app.setups.describe(provider.id).settings.includes("api_key") ? "apikey" : "none",
          auth_key: "",
          models: exportedModels(provider, filter),
        },
      ]),
    ),
  };
};

const exportedProviders = (all: readonly NamedProvider[], { provider: wanted }: ExportFilter): NamedProvider[] => {
  if (wanted === undefined) return all.filter(({ provider, isSeed }) => provider.configured || !isSeed);
  const found = all.filter(({ name }) => name === withHyphens(wanted));
  if (found.length === 0) throw noProvider(wanted);
  return found;
};

const exportedModels = (provider: Provider, { model }: ExportFilter): string[] => {
  if (model === undefined) return provider.models.map(({ id }) => id);
  return runsModel(provider, model) ? [model] : [];
};

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const entriesOf = (value: unknown): readonly [string, Fields][] =>
  isObject(value) ? Object.entries(value).filter((entry): entry is [string, Fields] => isObject(entry[1])) : [];

/** Names of the layout itself, which are no services. */
const LAYOUT: ReadonlySet<string> = new Set(["version", "services", "service", "service_providers"]);

/** A service's settings: `services` since v0.6, `service` in 0.2, and the file itself in the Node library's form. */
const servicesOf = (document: Fields): readonly [string, Fields][] => {
  const nested = [...entriesOf(document["services"]), ...entriesOf(document["service"])];
  return nested.length > 0 ? nested : entriesOf(document).filter(([name]) => !LAYOUT.has(name));
};

/** Providers at the top, or inside a service as the Node library writes them: `services.remote`. */
const providersOf = (document: Fields): readonly [string, Fields][] => {
  const inside = servicesOf(document).flatMap(([service, settings]) =>
    [...entriesOf(settings["services"]), ...entriesOf(settings["service_providers"])].map(
      ([source, fields]): [string, Fields] => [
        `${source}_${textOf(fields["api_flavor"]) ?? flavorOf("dashscope")}_${service}`,
        { service_name: service, service_source: source, ...fields },
      ],
    ),
  );
  return [...entriesOf(document["service_providers"]), ...inside];
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/**
 * Takes over what is ours of a file of any version and says what was not. Throws AOG's 400/10001 for what is no such file:
 * then nothing has changed.
 */
export const importDocument = async (app: AppContext, document: unknown): Promise<AogImported> => {
  if (!isObject(document) || (servicesOf(document).length === 0 && providersOf(document).length === 0)) {
    throw badService("this is no AOG configuration: it needs services or service_providers.");
  }
  assertPolicies(document);
  const imported: string[] = [];
  const skipped: AogImported["skipped"] = [];
  const take = async (name: string, use: () => Promise<void>): Promise<void> => {
    try {
      await use();
      imported.push(name);
    } catch (error) {
      skipped.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  for (const [name, settings] of servicesOf(document)) await take(name, () => importService(app, name, settings));
  for (const [name, fields] of providersOf(document)) await take(name, () => importProvider(app, name, fields));
  return { imported: [...new Set(imported)], skipped };
};

/** Throws AOG's 400/10016 for a policy of ours that is none, before anything is changed. */
const assertPolicies = (document: Fields): void => {
  for (const [name, settings] of servicesOf(document)) if (isOurService(name)) policyOf(settings);
};

const policyOf = (settings: Fields): HybridPolicy | undefined => {
  const policy = settings["hybrid_policy"] ?? "";
  return policy === "" ? undefined : readPolicy(policy);
};

const importService = async (app: AppContext, name: string, settings: Fields): Promise<void> => {
  if (!isOurService(name)) throw noService(name);
  const policy = policyOf(settings);
  if (policy !== undefined) await changeAogSetup(app, (setup) => ({ ...setup, hybrid_policy: policy }));
};

const importProvider = async (app: AppContext, name: string, fields: Fields): Promise<void> => {
  const service = textOf(fields["service_name"]) ?? name.split("_").slice(2).join("-");
  if (!isOurService(service)) throw noService(service);
  assertNameFits(name);
  const flavor = textOf(fields["api_flavor"]);
  const named = providerIdNamed(app, await readAogSetup(app), name);
  const id = named ?? providerIdOfFlavor(app, flavor ?? name.split("_")[1] ?? "");
  await storeProviderFields(app, id, fields);
  await keepName(app, name, { id, desc: textOf(fields["desc"]) });
};
