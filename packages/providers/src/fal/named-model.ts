import { type ModelCapabilities, RESOLUTIONS } from "@kinora/contract";
import { capabilitiesOf } from "./manifest.ts";
import { type FalModel, MODELS, type Parameters, USUAL } from "./models.ts";
import type { FalSettings } from "./settings.ts";

/** An endpoint as a request may name it: an owner, an app, and perhaps a path. */
const NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/u;

/** Some endpoints are spoken of with `fal-ai/` before their id, and are reached without it. */
const listed = (name: string): FalModel | undefined =>
  MODELS.find(({ id }) => id === name) ?? MODELS.find(({ id }) => `fal-ai/${id}` === name);

/** What follows the host: the id of a listed endpoint, else the name as it is. */
export const endpointOf = (name: string): string => listed(name)?.id ?? name;

/** How an endpoint wants its input, and what of that somebody read: we, or whoever wrote `kinora.json`. */
export interface Known {
  readonly parameters: Parameters;
  /** Its own schema was read. */
  readonly isListed: boolean;
  /** The options whose place is known all the same. */
  readonly checked: ReadonlySet<string>;
}

export const knownOf = (name: string, { models }: FalSettings): Known => {
  const model = listed(name);
  if (model !== undefined) return { parameters: model.parameters, isListed: true, checked: new Set() };
  const { image, last_image: lastImage, duration } = models[name] ?? {};
  const parameters = {
    ...USUAL.parameters,
    image: image ?? USUAL.parameters.image,
    duration: duration ?? USUAL.parameters.duration,
    ...(lastImage === undefined ? {} : { lastImage }),
  };
  const checked = new Set(["provider_options", "last_image", ...(duration === undefined ? [] : ["duration_seconds"])]);
  return { parameters, isListed: false, checked };
};

const unlisted = (name: string, settings: FalSettings): FalModel => ({
  id: name,
  title: name,
  resolutions: [...RESOLUTIONS],
  defaultResolution: "720p",
  durations: { min: 1, max: 60 },
  defaultDuration: 5,
  ...USUAL,
  parameters: knownOf(name, settings).parameters,
});

/** An endpoint that is not in the manifest; undefined for what cannot be one's name. */
export const namedModel =
  (provider: string, settings: FalSettings) =>
  (name: string): ModelCapabilities | undefined => {
    if (!NAME.test(name) || MODELS.some(({ id }) => id === name)) return undefined;
    return capabilitiesOf(provider, { ...(listed(name) ?? unlisted(name, settings)), id: name });
  };
