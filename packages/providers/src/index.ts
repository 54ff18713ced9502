export { type BuiltInProviders, type BuiltInProvidersOptions, builtInProviders } from "./built-in-providers.ts";
export type { ProviderSettings, ProviderWorld } from "./kit/provider-settings.ts";
export { checkAnalyzer } from "./local/check-analyzer.ts";
