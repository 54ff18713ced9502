import type { ProviderView } from "@kinora/contract";
import { useProviders } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { ProviderRow } from "./provider-row.tsx";

/** Those that cost nothing first, then those that are set up. */
const rank = ({ billing, configured }: ProviderView): number => (billing === "free" ? 2 : 0) + (configured ? 1 : 0);
const ownFirst = (a: ProviderView, b: ProviderView): number => rank(b) - rank(a);

/** Who makes clips here, and whether each is set up. */
export const ProvidersPart = () => {
  const words = useWords();
  const providers = useProviders();
  return (
    <section className="part" aria-labelledby="providers-title">
      <h2 id="providers-title">{words.settings.parts.providers}</h2>
      <p>{words.settings.providersHow}</p>
      {providers.error !== null && (
        <p role="alert">
          <ErrorText error={providers.error} />
        </p>
      )}
      {[...(providers.data ?? [])].sort(ownFirst).map((provider) => (
        <ProviderRow key={provider.id} provider={provider} />
      ))}
    </section>
  );
};
