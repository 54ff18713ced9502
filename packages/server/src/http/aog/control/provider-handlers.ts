import type { Warning } from "@kinora/contract";
import { forgetProvider } from "../../../app/configure-provider.ts";
import { AogFault, badProvider, noProvider } from "./aog-fault.ts";
import { type AogCall, type AogHandler, providerAnswer, withWarnings } from "./aog-call.ts";
import { assertNameFits, changeAogSetup, keepName, ownName, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { assertKey, providerIdOfFlavor, storeProviderFields } from "./configure.ts";
import { flavorOf, sourceOf, withHyphens } from "./names.ts";
import { type Fields, requiredText, textField } from "./read-fields.ts";
import { assertOurService } from "./service-handlers.ts";
import { type NamedProvider, namedProviders, providerView } from "./views.ts";

const FILTERS = {
  service_source: ({ provider }: NamedProvider) => sourceOf(provider),
  provider_name: ({ name }: NamedProvider) => name,
  api_flavor: ({ provider }: NamedProvider) => flavorOf(provider.id),
} as const;

const passes = (fields: Fields, named: NamedProvider): boolean =>
  Object.entries(FILTERS).every(([name, valueOf]) => {
    const wanted = textField(fields, name, badProvider);
    return wanted === undefined || withHyphens(wanted) === valueOf(named);
  });

export const listServiceProviders: AogHandler = async ({ app, fields }) => {
  const service = textField(fields, "service_name", badProvider);
  if (service !== undefined && withHyphens(service) !== "image-to-video") return providerAnswer([]);
  const all = namedProviders(app, await readAogSetup(app));
  return providerAnswer(all.filter((named) => passes(fields, named)).map((named) => providerView(app, named)));
};

export const showServiceProvider: AogHandler = async ({ app, fields }) => {
  const name = requiredText(fields, "provider_name", badProvider);
  const found = namedProviders(app, await readAogSetup(app)).find((one) => one.name === withHyphens(name));
  if (found === undefined) throw noProvider(name);
  return providerAnswer(providerView(app, found));
};

/** A new name for a provider, or the first key of a seeded one. Throws AOG's 409/10009 where it would change one that is set up. */
export const createServiceProvider: AogHandler = async ({ app, fields }) => {
  const name = requiredText(fields, "provider_name", badProvider);
  if (Object.keys(fields).length === 1)
    throw badProvider(`service_name is required; send DELETE to delete ${name.slice(0, 200)}.`);
  assertOurService(requiredText(fields, "service_name", badProvider));
  requiredText(fields, "service_source", badProvider);
  assertNameFits(name);
  const flavor = textField(fields, "api_flavor", badProvider) ?? requiredText(fields, "flavor_name", badProvider);
  const id = providerIdOfFlavor(app, flavor);
  const known = providerIdNamed(app, await readAogSetup(app), name);
  if (known !== undefined && app.setups.describe(known).key !== null) {
    throw new AogFault(409, 10_009, `provider already exist: change ${name.slice(0, 200)} with PUT.`);
  }
  assertKey(app, known ?? id, fields);
  const replaced = replacedKey(app, known ?? id, fields);
  const warnings = await storeProviderFields(app, known ?? id, fields);
  await keepName(app, name, { id: known ?? id, desc: textField(fields, "desc", badProvider) });
  return withWarnings(providerAnswer(), [...warnings, ...replaced]);
};

/** Two names of one vendor share its key: the newer one counts, and that is said. */
const replacedKey = ({ setups }: AogCall["app"], id: string, fields: Fields): Warning[] => {
  if (setups.describe(id).key !== "stored" || (fields["auth_key"] ?? "") === "") return [];
  const message = `Kinora keeps one key for ${flavorOf(id)}: this one takes the place of the one that was stored.`;
  return [{ option: "auth_key", code: "replaced", message }];
};

/** The call of AOG's own page: what it leaves out stays as it is. */
export const updateServiceProvider: AogHandler = async ({ app, fields }) => {
  const name = requiredText(fields, "provider_name", badProvider);
  const id = providerIdNamed(app, await readAogSetup(app), name);
  if (id === undefined) throw noProvider(name);
  const warnings = await storeProviderFields(app, id, fields);
  const desc = textField(fields, "desc", badProvider);
  if (desc !== undefined) await keepName(app, name, { id, desc });
  return withWarnings(providerAnswer(), warnings);
};

/** Takes a name that a client gave away again, with the key behind it. */
export const deleteServiceProvider: AogHandler = async ({ app, fields }) => {
  const name = requiredText(fields, "provider_name", badProvider);
  const setup = await readAogSetup(app);
  const wanted = withHyphens(name);
  const own = ownName(setup, name);
  if (own === undefined) {
    if (providerIdNamed(app, setup, name) === undefined) throw noProvider(name);
    throw new AogFault(
      400,
      20_008,
      "system provider can not be deleted: kinora providers rm takes its key away, as does DELETE /api/v1/providers/{id}.",
    );
  }
  const shared = Object.entries(setup.names).some(
    ([other, { provider }]) => other !== wanted && provider === own.provider,
  );
  if (!shared) await forgetProvider(app, own.provider, { force: false });
  await changeAogSetup(app, (now) => {
    const names = Object.fromEntries(Object.entries(now.names).filter(([other]) => other !== wanted));
    return { ...now, names };
  });
  return providerAnswer();
};
