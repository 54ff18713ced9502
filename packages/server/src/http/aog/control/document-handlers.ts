import { type AogHandler, serviceAnswer } from "./aog-call.ts";
import { badService } from "./aog-fault.ts";
import { exportDocument, importDocument } from "./document.ts";
import { textField } from "./read-fields.ts";
import { assertOurService } from "./service-handlers.ts";

/** AOG's bare document, or what is asked of it, with the number beside it that the Node library looks for. */
export const exportConfig: AogHandler = async ({ app, fields }) => {
  const service = textField(fields, "service_name", badService);
  if (service !== undefined) assertOurService(service);
  const provider = textField(fields, "provider_name", badService);
  const model = textField(fields, "model_name", badService);
  return { ...serviceAnswer(), ...(await exportDocument(app, { provider, model })) };
};

/** Says what was taken over and what was not, by name. */
export const importConfig: AogHandler = async ({ app, fields }) => serviceAnswer(await importDocument(app, fields));
