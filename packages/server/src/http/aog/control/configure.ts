import { providerChangeSchema, type ProviderChange, type Warning } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "../../../app/app-context.ts";
import { configureProvider } from "../../../app/configure-provider.ts";
import { parseWith } from "../../parse-with.ts";
import { AogFault, badProvider, noModel } from "./aog-fault.ts";
import { flavorOf, providerOfFlavor, SERVICE } from "./names.ts";
import { type Fields, textField } from "./read-fields.ts";

/** AOG keeps keys as a text that holds JSON, `{"api_key": "sk-…"}`; people also write the object, or the bare key. */
const keyOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return keyOfText(value.trim());
  if (typeof value !== "object" || Array.isArray(value)) throw badKey();
  if ("api_key" in value) return keyOf(value.api_key);
  if (Object.keys(value).length === 0) return undefined;
  throw badKey();
};

const keyOfText = (text: string): string | undefined => {
  if (text === "") return undefined;
  if (!text.startsWith("{")) return text;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(badKey(), { cause });
  }
  return keyOf(json);
};

const badKey = (): AogFault => badProvider('auth_key must be a text such as {"api_key": "sk-…"}.');

/** AOG's words; `credentials` is the Node library's. Throws AOG's 400/10018 for those that nobody implements. */
const assertAuthType = (fields: Fields): void => {
  const type = textField(fields, "auth_type", badProvider) ?? "none";
  if (["none", "apikey", "credentials"].includes(type)) return;
  throw new AogFault(400, 10_018, `unsupport auth type: ${type.slice(0, 64)} is none of none, apikey.`);
};

/** A set-up that says it has a key must bring one, or find one here. Throws AOG's 400/20006. */
export const assertKey = ({ setups }: AppContext, id: string, fields: Fields): void => {
  const { key, settings } = setups.describe(id);
  if (fields["auth_type"] !== "apikey" || !settings.includes("api_key") || key !== null) return;
  if (keyOf(fields["auth_key"]) === undefined) throw new AogFault(400, 20_006, "auth info lost: auth_key is required.");
};

/** Fields of AOG's providers that change nothing here. */
const IDLE_FIELDS = ["extra_headers", "extra_json_body", "properties"] as const;
const EMPTY: ReadonlySet<string> = new Set(['""', "{}", '"{}"', "null"]);

const noEffect = (option: string, message = `${option} has no effect here.`): Warning => ({
  option,
  code: "no_effect",
  message,
});

/** What is said and does nothing, so that nobody waits for it. */
const idleWarnings = (app: AppContext, id: string, fields: Fields): Warning[] => {
  const idle = IDLE_FIELDS.filter((name) => !EMPTY.has(JSON.stringify(fields[name] ?? "")));
  const { key, settings } = app.setups.describe(id);
  const warnings = idle.map((name) => noEffect(name));
  if (keyOf(fields["auth_key"]) === undefined) return warnings;
  if (!settings.includes("api_key")) warnings.push(noEffect("auth_key", `${flavorOf(id)} needs no key.`));
  if (key === "environment") warnings.push(noEffect("auth_key", "The key of the environment wins over this one."));
  return warnings;
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

/** Whether a provider runs a model of this name, listed or not. */
export const runsModel = (provider: Provider, model: string): boolean =>
  provider.models.some(({ id }) => id === model) || provider.modelNamed?.(model) !== undefined;

/** Every model that is named must be one that the provider runs. Throws AOG's 404/30003. */
const checkModels = (app: AppContext, id: string, models: unknown): void => {
  if (models === undefined) return;
  if (!Array.isArray(models)) throw badProvider("models must be a list of names.");
  const provider = app.providers.find((one) => one.id === id);
  for (const model of models) {
    if (typeof model !== "string") throw badProvider("models must be a list of names.");
    if (provider === undefined || !runsModel(provider, model)) throw noModel(model);
  }
};

/** Refuses a service that is not ours. Throws AOG's 404/10011. */
export const isOurService = (name: string): boolean => name.replaceAll("_", "-") === SERVICE;

/**
 * Stores what a call says of a provider's key and address. An empty key keeps what is stored, as AOG's import does; so does
 * `auth_type: none`. What needs no key is left as it is. Tells what was said and has no effect.
 */
export const storeProviderFields = async (app: AppContext, id: string, fields: Fields): Promise<Warning[]> => {
  checkModels(app, id, fields["models"]);
  assertAuthType(fields);
  const key = keyOf(fields["auth_key"]);
  const baseUrl = baseUrlOf(textField(fields, "url", badProvider));
  const takes = app.setups.describe(id).settings;
  const change: Record<string, unknown> = {
    ...(key === undefined || !takes.includes("api_key") ? {} : { api_key: key }),
    ...(baseUrl === undefined || !takes.includes("base_url") ? {} : { base_url: baseUrl }),
  };
  const warnings = idleWarnings(app, id, fields);
  if (Object.keys(change).length === 0) return warnings;
  const parsed: ProviderChange = parseWith(providerChangeSchema, change);
  await configureProvider(app, id, parsed);
  return warnings;
};
