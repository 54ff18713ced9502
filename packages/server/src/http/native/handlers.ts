import { LIMITS } from "../../app/limits.ts";
import { modelViews } from "../../app/offers.ts";
import { archiveHandler } from "./archive-handler.ts";
import { exportAogHandler, importAogHandler } from "./aog-handlers.ts";
import { cancelGenerationHandler } from "./cancel-generation-handler.ts";
import { createGenerationHandler } from "./create-generation-handler.ts";
import { eventsHandler } from "./events-handler.ts";
import { generationContentHandler } from "./generation-content-handler.ts";
import { generationEventsHandler } from "./generation-events-handler.ts";
import { getGenerationHandler } from "./get-generation-handler.ts";
import { inspectHandler } from "./inspect-handler.ts";
import { labelGenerationHandler, restoreGenerationHandler, trashGenerationHandler } from "./keep-handlers.ts";
import { auditHandler } from "./audit-handler.ts";
import { changeKeyHandler, createKeyHandler, listKeysHandler, revokeKeyHandler } from "./key-handlers.ts";
import { listGenerationsHandler } from "./list-generations-handler.ts";
import { getBudgetsHandler, setBudgetsHandler, usageHandler } from "./money-handlers.ts";
import { planHandler } from "./plan-handler.ts";
import {
  getProviderHandler,
  listProvidersHandler,
  removeProviderHandler,
  setProviderHandler,
  testProviderHandler,
} from "./provider-handlers.ts";
import { quoteHandler } from "./quote-handler.ts";
import { resolveGenerationHandler } from "./resolve-generation-handler.ts";
import type { RouteHandlers } from "./route-handlers.ts";
import {
  createWebhookHandler,
  deleteWebhookHandler,
  listDeliveriesHandler,
  listWebhooksHandler,
  makeDefaultSecretHandler,
  redeliverHandler,
  rotateWebhookSecretHandler,
} from "./webhook-handlers.ts";
import { fetchUploadHandler, uploadContentHandler, uploadHandler } from "./upload-handler.ts";

/** Who answers each row of the route table. */
export const HANDLERS: RouteHandlers = {
  createGeneration: createGenerationHandler,
  listGenerations: listGenerationsHandler,
  getGeneration: getGenerationHandler,
  generationEvents: generationEventsHandler,
  events: eventsHandler,
  generationContent: generationContentHandler,
  archive: archiveHandler,
  cancelGeneration: cancelGenerationHandler,
  labelGeneration: labelGenerationHandler,
  trashGeneration: trashGenerationHandler,
  restoreGeneration: restoreGenerationHandler,
  resolveGeneration: resolveGenerationHandler,
  plan: planHandler,
  inspect: inspectHandler,
  listModels: ({ context }) => Promise.resolve({ data: modelViews(context.app.providers) }),
  listProviders: listProvidersHandler,
  getProvider: getProviderHandler,
  setProvider: setProviderHandler,
  removeProvider: removeProviderHandler,
  testProvider: testProviderHandler,
  quote: quoteHandler,
  createKey: createKeyHandler,
  listKeys: listKeysHandler,
  changeKey: changeKeyHandler,
  audit: auditHandler,
  revokeKey: revokeKeyHandler,
  importAog: importAogHandler,
  exportAog: exportAogHandler,
  getBudgets: getBudgetsHandler,
  setBudgets: setBudgetsHandler,
  usage: usageHandler,
  upload: uploadHandler,
  fetchUpload: fetchUploadHandler,
  uploadContent: uploadContentHandler,
  createWebhook: createWebhookHandler,
  listWebhooks: listWebhooksHandler,
  makeDefaultSecret: makeDefaultSecretHandler,
  deleteWebhook: deleteWebhookHandler,
  listDeliveries: listDeliveriesHandler,
  redeliver: redeliverHandler,
  rotateWebhookSecret: rotateWebhookSecretHandler,
  limits: () => Promise.resolve(LIMITS),
};
