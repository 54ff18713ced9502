import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useWords } from "../../words/use-words.tsx";
import { AogPart } from "./aog-part.tsx";
import { KeysPart } from "./keys-part.tsx";
import { ProvidersPart } from "./providers-part.tsx";
import { SnippetsPart } from "./snippets-part.tsx";
import { UsagePart } from "./usage-part.tsx";
import { WebhooksPart } from "./webhooks-part.tsx";

const PARTS = ["providers", "usage", "keys", "webhooks", "aog", "snippets"] as const;
type PartName = (typeof PARTS)[number];

const shown = (name: string | undefined): PartName => PARTS.find((part) => part === name) ?? "providers";

/** Providers and their keys, money, and ways in from programs. */
export const SettingsPage = () => {
  const words = useWords();
  const { part } = useParams({ strict: false });
  const now = shown(part);
  useEffect(() => {
    document.title = `${words.settings.title} · Kinora`;
  }, [words]);
  return (
    <main id="main" className="settings">
      <h1 className="sr">{words.settings.title}</h1>
      <nav className="side" aria-label={words.settings.title}>
        {PARTS.map((name) => (
          <Link
            key={name}
            to="/settings/$part"
            params={{ part: name }}
            aria-current={name === now ? "true" : undefined}
          >
            {words.settings.parts[name]}
          </Link>
        ))}
      </nav>
      <div>
        {now === "providers" && <ProvidersPart />}
        {now === "usage" && <UsagePart />}
        {now === "keys" && <KeysPart />}
        {now === "webhooks" && <WebhooksPart />}
        {now === "aog" && <AogPart />}
        {now === "snippets" && <SnippetsPart />}
      </div>
    </main>
  );
};
