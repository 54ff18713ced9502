import { providerNamed, providerView, testProvider } from "../../app/test-provider.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import type { RouteHandler } from "./route-handlers.ts";

export const listProvidersHandler: RouteHandler<"listProviders"> = ({ context }) =>
  Promise.resolve({ data: context.app.providers.map(providerView) });

export const getProviderHandler: RouteHandler<"getProvider"> = ({ context, params }) =>
  Promise.resolve(providerView(providerNamed(context.app.providers, params.id)));

export const testProviderHandler: RouteHandler<"testProvider"> = ({ context, params, reply }) => {
  const { providers, stopping } = context.app;
  const signal = AbortSignal.any([stopping, disconnectSignal(reply.raw)]);
  return testProvider(providerNamed(providers, params.id), signal);
};
