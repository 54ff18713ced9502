import type { GenerationView } from "@kinora/contract";
import { useState } from "react";

export interface Selection {
  readonly clips: readonly GenerationView[];
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  /** From the last one that was chosen to this one. */
  readonly extendTo: (id: string) => void;
  readonly clear: () => void;
}

export const useSelection = (all: readonly GenerationView[]): Selection => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string>();
  const toggle = (id: string): void => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    setIds(next);
    setLast(id);
  };
  const extendTo = (id: string): void => {
    const from = all.findIndex((clip) => clip.id === last);
    const to = all.findIndex((clip) => clip.id === id);
    if (from < 0) {
      toggle(id);
      return;
    }
    const between = all.slice(Math.min(from, to), Math.max(from, to) + 1);
    setIds(new Set([...ids, ...between.map((clip) => clip.id)]));
  };
  return {
    clips: all.filter(({ id }) => ids.has(id)),
    has: (id) => ids.has(id),
    toggle,
    extendTo,
    clear: () => setIds(new Set()),
  };
};
