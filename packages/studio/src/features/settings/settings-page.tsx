import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMay } from "../../server/session.ts";
import { useWords } from "../../words/use-words.tsx";
import { AogPart } from "./aog-part.tsx";
import { KeysPart } from "./keys-part.tsx";
import { ProvidersPart } from "./providers-part.tsx";
import { SnippetsPart } from "./snippets-part.tsx";
import { StoragePart } from "./storage-part.tsx";
import { UsagePart } from "./usage-part.tsx";
import { WebhooksPart } from "./webhooks-part.tsx";

const PARTS = ["providers", "usage", "keys", "webhooks", "storage", "aog", "snippets"] as const;
type PartName = (typeof PARTS)[number];
/** What the server shows to administrators alone. */
const FOR_ADMINS: ReadonlySet<PartName> = new Set(["usage", "keys", "aog"]);

const shown = (name: string | undefined): PartName => PARTS.find((part) => part === name) ?? "providers";

/** Providers and their keys, money, and ways in from programs. */
export const SettingsPage = () => {
  const words = useWords();
  const { part } = useParams({ strict: false });
  const now = shown(part);
  const isAdmin = useMay("admin") !== false;
  useEffect(() => {
    document.title = `${words.settings.title} · Kinora`;
  }, [words]);
  return (
    <main id="main" className="settings">
      <h1 className="sr">{words.settings.title}</h1>
      <nav className="side" aria-label={words.settings.title}>
        {PARTS.filter((name) => isAdmin || !FOR_ADMINS.has(name)).map((name) => (
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
      <div>{isAdmin || !FOR_ADMINS.has(now) ? <Part name={now} /> : <p role="note">{words.gate.forAdmins}</p>}</div>
    </main>
  );
};

const Part = ({ name }: { readonly name: PartName }) => {
  switch (name) {
    case "providers":
      return <ProvidersPart />;
    case "usage":
      return <UsagePart />;
    case "keys":
      return <KeysPart />;
    case "webhooks":
      return <WebhooksPart />;
    case "storage":
      return <StoragePart />;
    case "aog":
      return <AogPart />;
    case "snippets":
      return <SnippetsPart />;
  }
};
