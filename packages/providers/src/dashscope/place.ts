import { Failure } from "@kinora/contract";
import { z } from "zod";
import type { ProviderSettings } from "../kit/provider-settings.ts";
import { dashscopeManifest } from "./manifest.ts";

/** Where an account lives. Key, model and host must be of one region. */
export interface Place {
  readonly baseUrl: string;
  /** Undefined for a host that is none of the vendor's: a proxy, whose prices nobody knows. */
  readonly region: string | undefined;
  /** Sent as `x-dashscope-workspace` where the host does not name it. */
  readonly workspaceHeader: string | undefined;
}

const optionsSchema = z.object({
  region: z.enum(["cn", "intl", "us", "eu"]).optional(),
  workspace: z
    .string()
    .regex(/^[a-z0-9-]+$/iu)
    .optional(),
});

/** Workspace hosts by region; Frankfurt has no other. */
const MAAS_REGIONS = { cn: "cn-beijing", intl: "ap-southeast-1", us: "us-east-1", eu: "eu-central-1" } as const;

const regionOfHost = (baseUrl: string): string | undefined => {
  const host = URL.parse(baseUrl)?.hostname ?? "";
  const byName = dashscopeManifest.regions?.find(({ base_url }) => URL.parse(base_url)?.hostname === host);
  const byMaas = Object.entries(MAAS_REGIONS).find(([, name]) => host.endsWith(`.${name}.maas.aliyuncs.com`));
  return byName?.id ?? byMaas?.[0];
};

const withoutApiPath = (baseUrl: string): string => baseUrl.replace(/\/+$/u, "").replace(/\/api\/v1$/u, "");

/**
 * The host of an account: as DASHSCOPE_BASE_URL says (with or without `/api/v1`), else the workspace's own, else the region's;
 * Beijing where nothing is said, as AOG had it. Throws `bad_option`.
 */
export const placeOf = ({ baseUrl, options }: ProviderSettings): Place => {
  const { region, workspace } = readOptions(options);
  if (baseUrl === undefined) return placeByRegion(region ?? "cn", workspace);
  const own = withoutApiPath(baseUrl);
  return { baseUrl: own, region: regionOfHost(own) ?? region, workspaceHeader: workspace };
};

const readOptions = (options: ProviderSettings["options"]): z.infer<typeof optionsSchema> => {
  const parsed = optionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new Failure("bad_option", {
    detail: "The place of dashscope's account is wrong: region is cn, intl, us or eu, workspace the id of a workspace.",
  });
};

const placeByRegion = (region: keyof typeof MAAS_REGIONS, workspace: string | undefined): Place => {
  if (workspace !== undefined) {
    const baseUrl = `https://${workspace}.${MAAS_REGIONS[region]}.maas.aliyuncs.com`;
    return { baseUrl, region, workspaceHeader: undefined };
  }
  const known = dashscopeManifest.regions?.find(({ id }) => id === region);
  if (known !== undefined) return { baseUrl: known.base_url, region, workspaceHeader: undefined };
  throw new Failure("bad_option", {
    detail: 'The region "eu" of dashscope has workspace hosts only: name the workspace too.',
  });
};
