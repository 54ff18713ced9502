import type { Provider } from "@kinora/domain";

/** The provider, asked again at our interval and not at its own: for tests, and for those who pay per call. */
export const withPollInterval = (provider: Provider, everyMs: number): Provider => {
  const atInterval = <T extends object>(outcome: T): T =>
    "pollAfterMs" in outcome ? { ...outcome, pollAfterMs: everyMs } : outcome;
  return {
    ...provider,
    submit: async (plan, context) => atInterval(await provider.submit(plan, context)),
    poll: async (operation, context) => atInterval(await provider.poll(operation, context)),
  };
};
