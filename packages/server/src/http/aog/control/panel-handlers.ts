import type { AogHandler } from "./aog-call.ts";
import { readAogSetup } from "./aog-setup.ts";
import { serviceView, modelView } from "./views.ts";

/** What the control panel's first page asks: bare, as AOG answered it. */
export const dashboard: AogHandler = async ({ app }) => {
  const setup = await readAogSetup(app);
  const ready = app.providers.filter(({ configured }) => configured);
  return {
    models: ready.flatMap((provider) => provider.models.map((model) => modelView(provider, model, setup))),
    // 0: ready, in AOG's numbers of this one page.
    services: [{ ...serviceView(app, setup), status: 0 }],
  };
};

export const aboutUs =
  (version: string): AogHandler =>
  () =>
    Promise.resolve({
      icon: "",
      productname: "Kinora",
      description: "Turns still images into video. It speaks AOG's routes for image-to-video.",
      version,
    });
