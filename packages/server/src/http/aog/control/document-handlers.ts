import { type AogHandler, serviceAnswer } from "./aog-call.ts";
import { exportDocument, importDocument } from "./document.ts";

/** AOG's bare document, with the number beside it that the Node library looks for. */
export const exportConfig: AogHandler = async ({ app }) => ({ ...serviceAnswer(), ...(await exportDocument(app)) });

/** Says what was taken over and what was not, by name. */
export const importConfig: AogHandler = async ({ app, fields }) => serviceAnswer(await importDocument(app, fields));
