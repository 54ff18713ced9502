import type { GenerationOptions, JsonObject, JsonValue, OptionName } from "@kinora/contract";

/**
 * What becomes of each option in a vendor's body: a part of it, or nothing. It has a key per option, so that a new option
 * breaks the build until every adapter decides. An option that is `"unsupported"` may not be in a model's `options`: the
 * choice of the model has warned of it already.
 */
export type OptionMapping = {
  readonly [O in OptionName]-?: "unsupported" | ((value: NonNullable<GenerationOptions[O]>) => JsonObject);
};

/** The options that a mapping honours. */
export const honouredOptions = (mapping: OptionMapping): OptionName[] =>
  (Object.keys(mapping) as OptionName[]).filter((option) => mapping[option] !== "unsupported");

/** The parts of the body that the given options make, put together. 0, "" and false are values like any other. */
export const mapOptions = (mapping: OptionMapping, options: GenerationOptions): JsonObject =>
  (Object.keys(options) as OptionName[]).reduce<JsonObject>((body, option) => {
    const value = options[option];
    const toBody = mapping[option] as "unsupported" | ((value: unknown) => JsonObject);
    return value === undefined || toBody === "unsupported" ? body : mergeJson(body, toBody(value));
  }, {});

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects are merged member by member; where both have another value, the second counts. */
export const mergeJson = (one: JsonObject, other: JsonObject): JsonObject => {
  const merged: JsonObject = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = merged[name];
    merged[name] = isObject(before) && isObject(value) ? mergeJson(before, value) : value;
  }
  return merged;
};
