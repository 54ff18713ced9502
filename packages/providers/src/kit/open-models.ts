import { RESOLUTIONS } from "@kinora/contract";
import { z } from "zod";
import { DURATION_FORMS, type OpenModel, type Parameters } from "./open-model.ts";

const memberSchema = z.string().regex(/^\w{1,64}$/u);

/** What `kinora.json` may tell of models that no list has, by their names: how they want their input. */
export const toldModelsSchema = z
  .record(
    z.string(),
    z.strictObject({
      image: memberSchema.optional(),
      last_image: memberSchema.optional(),
      duration: z.enum(DURATION_FORMS).optional(),
    }),
  )
  .default({});
export type ToldModels = z.infer<typeof toldModelsSchema>;

/** A vendor's models: those that we know, and what is taken for granted of any other. */
export interface OpenModels {
  /** One that we know, by its id or another name that it goes by. */
  readonly listed: (name: string) => OpenModel | undefined;
  /** What most of them have. */
  readonly usual: Pick<OpenModel, "image" | "promptMaxChars" | "parameters">;
}

/** How a model wants its input, and what of that somebody read: we, or whoever wrote `kinora.json`. */
export interface Known {
  readonly parameters: Parameters;
  /** Its own input was read. */
  readonly isListed: boolean;
  /** The options whose place is known all the same. */
  readonly checked: ReadonlySet<string>;
}

export const knownOf = (name: string, { listed, usual }: OpenModels, told: ToldModels): Known => {
  const model = listed(name);
  if (model !== undefined) return { parameters: model.parameters, isListed: true, checked: new Set() };
  const { image, last_image: lastImage, duration } = told[name] ?? {};
  const parameters = {
    ...usual.parameters,
    image: image ?? usual.parameters.image,
    duration: duration ?? usual.parameters.duration,
    ...(lastImage === undefined ? {} : { lastImage }),
  };
  const checked = new Set(["provider_options", "last_image", ...(duration === undefined ? [] : ["duration_seconds"])]);
  return { parameters, isListed: false, checked };
};

/** A model under the name that a request gives it. */
export const modelUnder = (name: string, models: OpenModels, told: ToldModels): OpenModel => {
  const listed = models.listed(name);
  if (listed !== undefined) return { ...listed, id: name };
  return {
    id: name,
    title: name,
    resolutions: [...RESOLUTIONS],
    defaultResolution: "720p",
    durations: { min: 1, max: 60 },
    defaultDuration: 5,
    ...models.usual,
    parameters: knownOf(name, models, told).parameters,
  };
};
