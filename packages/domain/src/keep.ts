import type { GenerationEvent } from "./generation-event.ts";
import type { Generation, GenerationNotes, Labels } from "./generation.ts";
import { isFinal } from "./is-final.ts";

/** What the owner of a generation does with it, whatever state it is in. */
export type KeepEvent = Extract<GenerationEvent, { type: "labelled" | "trashed" | "restored" }>;

const UNLABELLED: Labels = { title: undefined, tags: [], favourite: false };

export const isKeepEvent = (event: GenerationEvent): event is KeepEvent =>
  event.type === "labelled" || event.type === "trashed" || event.type === "restored";

/** What is written on a generation; nothing, where its owner wrote nothing. */
export const labelsOf = ({ labels }: Pick<Generation, "labels">): Labels => labels ?? UNLABELLED;

/**
 * The notes that such an event changes, or why it means nothing. Only what has ended goes into the trash: paid work that
 * is out there is still to be fetched, and a person's decision is not to be hidden.
 */
export const kept = (generation: Generation, event: KeepEvent, now: number): Partial<GenerationNotes> | string => {
  switch (event.type) {
    case "labelled":
      return { labels: { ...labelsOf(generation), ...event.labels } };
    case "trashed":
      if (!isFinal(generation)) return "only what has ended goes into the trash";
      return generation.trashedAt === undefined ? { trashedAt: now } : "it is in the trash already";
    case "restored":
      return generation.trashedAt === undefined ? "it is not in the trash" : { trashedAt: undefined };
  }
};
