import type { Provider } from "@kinora/domain";
import { offersOf } from "../../app/offers.ts";

/** What AOG's image-to-video used when a body named no model. */
const AOG_MODEL = "wan2.2-i2v-plus";

/** The model of a body that names none: AOG's own where its provider has a key, else undefined (the server's default). */
export const aogDefaultModel = (providers: readonly Provider[]): string | undefined =>
  offersOf(providers).some(({ model, configured }) => configured && model.id === AOG_MODEL) ? AOG_MODEL : undefined;
