import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { readKept, writeKept } from "../features/shell/kept.ts";
import { chinese } from "./chinese.ts";
import { english, type Words } from "./english.ts";

export type Language = "en" | "zh";

const KEY = "kinora-language";
const WORDS: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

export interface Speech {
  readonly words: Words;
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const Spoken = createContext<Speech>({ words: english, language: "en", speak: () => undefined });

const firstLanguage = (): Language => {
  const kept = readKept(KEY);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
};

export const WordsProvider = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  }, [language]);
  const speech = useMemo<Speech>(() => {
    const speak = (next: Language): void => {
      writeKept(KEY, next);
      setLanguage(next);
    };
    return { words: WORDS[language], language, speak };
  }, [language]);
  return <Spoken value={speech}>{children}</Spoken>;
};

export const useSpeech = (): Speech => use(Spoken);
export const useWords = (): Words => use(Spoken).words;
