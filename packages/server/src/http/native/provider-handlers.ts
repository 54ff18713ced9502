import { ROUTES } from "@kinora/contract";
import { configureProvider, forgetProvider, viewProvider } from "../../app/configure-provider.ts";
import { providerNamed, testProvider } from "../../app/test-provider.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { parseWith } from "../parse-with.ts";
import { assertOwner } from "./assert-owner.ts";
import type { RouteHandler } from "./route-handlers.ts";

export const listProvidersHandler: RouteHandler<"listProviders"> = ({ context: { app } }) =>
  Promise.resolve({ data: app.providers.map(({ id }) => viewProvider(app, id)) });

export const getProviderHandler: RouteHandler<"getProvider"> = async ({ context, params }) =>
  Promise.resolve(viewProvider(context.app, params.id));

/** Stores a key, an address or a region, and answers the provider as it stands then. */
export const setProviderHandler: RouteHandler<"setProvider"> = ({ context, caller, params, request }) => {
  assertOwner(context, caller, "Keys of providers are");
  return configureProvider(context.app, params.id, parseWith(ROUTES.setProvider.body, request.body));
};

/** Forgets what is stored. */
export const removeProviderHandler: RouteHandler<"removeProvider"> = ({ context, caller, params, query }) => {
  assertOwner(context, caller, "Keys of providers are");
  return forgetProvider(context.app, params.id, query);
};

export const testProviderHandler: RouteHandler<"testProvider"> = ({ context, params, reply }) => {
  const { providers, stopping } = context.app;
  const signal = AbortSignal.any([stopping, disconnectSignal(reply.raw)]);
  return testProvider(providerNamed(providers, params.id), signal);
};
