import { jsonObjectSchema, type JsonObject } from "@kinora/contract";
import { z } from "zod";
import type { Environment, ProviderEntry } from "./config.ts";

/** Variables that vendors named themselves, by the provider's id; every id also has KINORA_<ID>_API_KEY and KINORA_<ID>_BASE_URL. */
const VENDOR_VARIABLES: Readonly<Record<string, { readonly key: string; readonly baseUrl: string }>> = {
  dashscope: { key: "DASHSCOPE_API_KEY", baseUrl: "DASHSCOPE_BASE_URL" },
  fal: { key: "FAL_KEY", baseUrl: "FAL_BASE_URL" },
  replicate: { key: "REPLICATE_API_TOKEN", baseUrl: "REPLICATE_BASE_URL" },
};

/** What every provider has, of whatever kind: `KINORA_OPENAI_VIDEOS_BASE_URL` is of `openai-videos`. */
const OWN_VARIABLE = /^KINORA_([A-Z][A-Z\d_]*)_(?:API_KEY|BASE_URL)$/u;

const namedIn = (env: Environment): string[] =>
  Object.keys(env).flatMap((name) => OWN_VARIABLE.exec(name)?.[1]?.toLowerCase().replaceAll("_", "-") ?? []);

const entrySchema = z.looseObject({
  kind: z.string().min(1).optional(),
  base_url: z.url({ protocol: /^https?$/u }).optional(),
});

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/u);

/**
 * Who is set up: whoever has a key or an address in the environment, and every entry of `"providers"` in `kinora.json`. A
 * variable beats the file. Keys come from the environment only.
 */
export const readProviders = (
  { env, file }: { readonly env: Environment; readonly file: JsonObject },
  faults: string[],
): ProviderEntry[] => {
  const inFile = jsonObjectSchema.safeParse(file["providers"] ?? {}).data ?? {};
  const ids = new Set([...Object.keys(VENDOR_VARIABLES), ...namedIn(env), ...Object.keys(inFile)]);
  // The embedded engine is always there; its entry holds how many of it may run.
  ids.delete("local");
  return [...ids].flatMap((id) => readEntry({ id, env, inFile: inFile[id] }, faults));
};

interface Asked {
  readonly id: string;
  readonly env: Environment;
  /** Its entry, where it has one. */
  readonly inFile: unknown;
}

const readEntry = ({ id, env, inFile }: Asked, faults: string[]): ProviderEntry[] => {
  const { apiKey, address } = inEnvironment(id, env);
  if (apiKey === undefined && address === undefined && inFile === undefined) return [];
  const entry = entrySchema.safeParse(inFile ?? {});
  if (!idSchema.safeParse(id).success || !entry.success) {
    faults.push(`"providers.${id}" in kinora.json is wrong: ${ENTRY_REMEDY}`);
    return [];
  }
  if (!entrySchema.shape.base_url.safeParse(address).success) {
    faults.push(`The base URL of ${id} is no address: give one such as http://gpu:8091/v1.`);
    return [];
  }
  const options = Object.fromEntries(Object.entries(entry.data).filter(([name]) => !OWN_MEMBERS.has(name)));
  const { kind = id, base_url: fileUrl } = entry.data;
  return [{ id, kind, apiKey, baseUrl: address ?? fileUrl, options: jsonObjectSchema.parse(options) }];
};

const inEnvironment = (id: string, env: Environment): { apiKey: string | undefined; address: string | undefined } => {
  const name = `KINORA_${id.toUpperCase().replaceAll("-", "_")}`;
  const vendor = VENDOR_VARIABLES[id];
  return {
    apiKey: given(vendor && env[vendor.key]) ?? given(env[`${name}_API_KEY`]),
    address: given(vendor && env[vendor.baseUrl]) ?? given(env[`${name}_BASE_URL`]),
  };
};

/** Members of an entry that every kind has. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(["kind", "base_url", "max_running"]);

const ENTRY_REMEDY =
  'name it with small letters, like "lab": {"kind": "openai-videos", "base_url": "http://gpu:8091/v1"}.';

const given = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text);
