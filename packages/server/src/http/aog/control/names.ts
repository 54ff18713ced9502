import type { Provider } from "@kinora/domain";

/** The one service of AOG that Kinora serves. */
export const SERVICE = "image-to-video";

/** AOG's word for who runs a model, where it is not our id of the provider. */
const FLAVORS: Readonly<Record<string, string>> = { dashscope: "aliyun", local: "kinora" };

export const flavorOf = (providerId: string): string => FLAVORS[providerId] ?? providerId;

export const providerOfFlavor = (flavor: string): string =>
  Object.keys(FLAVORS).find((id) => FLAVORS[id] === flavor) ?? flavor;

/** Local is what runs here and costs nothing; everything else is remote in AOG's words. */
export const sourceOf = ({ id }: Pick<Provider, "id">): "local" | "remote" => (id === "local" ? "local" : "remote");

/** The name that AOG's seeds would give a provider: `remote_aliyun_image-to-video`. */
export const aogNameOf = (provider: Pick<Provider, "id">): string =>
  `${sourceOf(provider)}_${flavorOf(provider.id)}_${SERVICE}`;

/** Files of v0.6 write underscores where the seeds have hyphens. */
export const withHyphens = (name: string): string => name.replace(/image_to_video/gu, SERVICE);
