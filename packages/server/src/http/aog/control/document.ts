import type { AogDocument, AogImported } from "@kinora/contract";
import type { AppContext } from "../../../app/app-context.ts";
import { AogFault, badService } from "./aog-fault.ts";
import { changeAogSetup, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { isOurService, providerIdOfFlavor, storeProviderFields } from "./configure.ts";
import { aogNameOf, flavorOf, SERVICE, sourceOf, withHyphens } from "./names.ts";
import type { Fields } from "./read-fields.ts";
import { readPolicy } from "./service-handlers.ts";
import { chosenProviders, namedProviders } from "./views.ts";

/** The version that our exports name. */
const VERSION = "v0.7";

/** A configuration in AOG's newest layout. Keys are never in it: an empty one keeps what is stored where it is read. */
export const exportDocument = async (app: AppContext): Promise<AogDocument> => {
  const setup = await readAogSetup(app);
  const { remote_provider: remote, local_provider: local } = chosenProviders(app);
  const providers = namedProviders(app, setup).filter(({ provider, isSeed }) => provider.configured || !isSeed);
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
          models: provider.models.map(({ id }) => id),
        },
      ]),
    ),
  };
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

const notOurs = (service: string): AogFault =>
  new AogFault(404, 10_011, `service not found: Kinora serves image-to-video, and not ${service.slice(0, 64)}.`);

const importService = async (app: AppContext, name: string, settings: Fields): Promise<void> => {
  if (!isOurService(name)) throw notOurs(name);
  const policy = settings["hybrid_policy"];
  if (policy === undefined || policy === "") return;
  const read = readPolicy(policy);
  await changeAogSetup(app, (setup) => ({ ...setup, hybrid_policy: read }));
};

const importProvider = async (app: AppContext, name: string, fields: Fields): Promise<void> => {
  const service = textOf(fields["service_name"]) ?? name.split("_").slice(2).join("-");
  if (!isOurService(service)) throw notOurs(service);
  const flavor = textOf(fields["api_flavor"]);
  const named = providerIdNamed(app, await readAogSetup(app), name);
  const id = named ?? providerIdOfFlavor(app, flavor ?? name.split("_")[1] ?? "");
  await storeProviderFields(app, id, fields);
  const wanted = withHyphens(name);
  if (named !== undefined || app.providers.some((provider) => aogNameOf(provider) === wanted)) return;
  const desc = (textOf(fields["desc"]) ?? "").slice(0, 500);
  await changeAogSetup(app, (setup) => ({ ...setup, names: { ...setup.names, [wanted]: { provider: id, desc } } }));
};
