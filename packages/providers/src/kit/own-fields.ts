import type { JsonObject, Warning } from "@kinora/contract";

export interface ForeignFields {
  readonly fields: JsonObject;
  readonly warnings: readonly Warning[];
}

/** `provider_options` without what the request itself says (model, picture, prompt, …), with a warning for each such. */
export const withoutOwnFields = (extra: JsonObject = {}, own: ReadonlySet<string>): ForeignFields => {
  const given = Object.entries(extra);
  return {
    fields: Object.fromEntries(given.filter(([name]) => !own.has(name))),
    warnings: given
      .filter(([name]) => own.has(name))
      .map(([name]) => ({
        option: `provider_options.${name}`,
        code: "own_field",
        message: `${name} says what the request itself says: it was left out of provider_options.`,
      })),
  };
};
