import type { GenerationView } from "@kinora/contract";
import { Link } from "@tanstack/react-router";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { nameOf } from "./use-library.ts";

/** Unknown outcomes stand at the top until they are settled. */
export const NeedsYou = ({ clips }: { readonly clips: readonly GenerationView[] }) => {
  const words = useWords();
  const waiting = clips.filter(({ status }) => status === "needs_review");
  if (waiting.length === 0) return null;
  return (
    <p className="needs-you small">
      <Icon name="warn" />
      <strong>{words.library.needsYou(waiting.length)}</strong>
      {waiting.map((clip) => (
        <Link key={clip.id} className="link" to="/generations/$id" params={{ id: clip.id }}>
          {nameOf(clip) ?? words.library.untitled}
        </Link>
      ))}
    </p>
  );
};
