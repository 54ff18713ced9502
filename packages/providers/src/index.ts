export { type BuiltInProvidersOptions, builtInProviders } from "./built-in-providers.ts";
export { defineProvider, type ProviderActions } from "./kit/define-provider.ts";
export { knownProvider } from "./kit/known-provider.ts";
export { type Manifest, manifestSchema } from "./kit/manifest.ts";
export { checkAnalyzer } from "./local/check-analyzer.ts";
