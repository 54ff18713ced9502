import { useEffect, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.tsx";

const SHOWN_MS = 2000;

interface CopyButtonProps {
  readonly text: string;
  readonly className: string;
  readonly label: string;
  readonly children?: ReactNode;
}

/** Copies, and says so in its own place. */
export const CopyButton = ({ text, className, label, children }: CopyButtonProps) => {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <button type="button" className={className} onClick={copy}>
      {children}
      <span aria-live="polite">{copied ? words.generation.copied : label}</span>
    </button>
  );
};
