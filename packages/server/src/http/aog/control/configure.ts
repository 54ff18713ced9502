import { providerChangeSchema, type ProviderChange } from "@kinora/contract";
import type { AppContext } from "../../../app/app-context.ts";
import { configureProvider } from "../../../app/configure-provider.ts";
import { parseWith } from "../../parse-with.ts";
import { AogFault, badProvider, noModel } from "./aog-fault.ts";
import { flavorOf, providerOfFlavor, SERVICE } from "./names.ts";
import { type Fields, textField } from "./read-fields.ts";

/** AOG keeps keys as a text that holds JSON, `{"api_key": "sk-…"}`; people also write the object, or the bare key. */
export const keyOf = (value: unknown): string | undefined => {
  if (typeof value === "object" && value !== null && "api_key" in value) return keyOf(value.api_key);
  if (typeof value !== "string" || value.trim() === "") return undefined;
  if (!value.trim().startsWith("{")) return value.trim();
  try {
    return keyOf(JSON.parse(value));
  } catch (cause) {
    throw Object.assign(badProvider('auth_key must be a text such as {"api_key": "sk-…"}.'), { cause });
  }
};

/** AOG's `url` is the whole address of the submit; ours is the host's. The public one is what we use anyhow. */
const baseUrlOf = (url: string | undefined): string | undefined => {
  const host = url?.replace(/\/(?:api\/v1\/)?services\/.*$/u, "").replace(/\/api\/v1\/?$/u, "");
  return host === undefined || host === "https://dashscope.aliyuncs.com" ? undefined : host;
};

/** The provider of a flavor. Throws AOG's 400/10017. */
export const providerIdOfFlavor = ({ providers }: Pick<AppContext, "providers">, flavor: string): string => {
  const id = providerOfFlavor(flavor);
  if (providers.some((provider) => provider.id === id)) return id;
  const known = providers.map((provider) => flavorOf(provider.id)).join(", ");
  throw new AogFault(400, 10_017, `unsupport api flavor: ${flavor.slice(0, 64)} is none of ${known}.`);
};

/** Every model that is named must be one that the provider runs. Throws AOG's 404/30003. */
const checkModels = (app: AppContext, id: string, models: unknown): void => {
  if (models === undefined) return;
  if (!Array.isArray(models)) throw badProvider("models must be a list of names.");
  const provider = app.providers.find((one) => one.id === id);
  for (const model of models) {
    if (typeof model !== "string") throw badProvider("models must be a list of names.");
    const runs =
      provider?.models.some((one) => one.id === model) === true || provider?.modelNamed?.(model) !== undefined;
    if (!runs) throw noModel(model);
  }
};

/** Refuses a service that is not ours. Throws AOG's 404/10011. */
export const isOurService = (name: string): boolean => name.replaceAll("_", "-") === SERVICE;

/**
 * Stores what a call says of a provider's key and address. An empty key keeps what is stored, as AOG's import does; so does
 * `auth_type: none`. What needs no key is left as it is.
 */
export const storeProviderFields = async (app: AppContext, id: string, fields: Fields): Promise<void> => {
  checkModels(app, id, fields["models"]);
  const key = keyOf(fields["auth_key"]);
  const baseUrl = baseUrlOf(textField(fields, "url", badProvider));
  const takes = app.setups.describe(id).settings;
  const change: Record<string, unknown> = {
    ...(key === undefined || !takes.includes("api_key") ? {} : { api_key: key }),
    ...(baseUrl === undefined || !takes.includes("base_url") ? {} : { base_url: baseUrl }),
  };
  if (Object.keys(change).length === 0) return;
  const parsed: ProviderChange = parseWith(providerChangeSchema, change);
  await configureProvider(app, id, parsed);
};
