import type { Considered, JsonObject } from "@kinora/contract";
import type { GenerationEvent } from "./generation-event.ts";
import type { Generation } from "./generation.ts";
import type { LogEntry } from "./ports.ts";

const failureOf = (generation: Generation): JsonObject => {
  if (generation.status !== "failed" && generation.status !== "expired") return {};
  const { code, message, providerCode } = generation.failure;
  return { error: { code, message, provider_code: providerCode ?? null } };
};

const progressOf = (generation: Generation): JsonObject => ({
  status: generation.status,
  progress: generation.progress,
  stage: generation.stage ?? null,
});

const statusEntry = (generation: Generation): LogEntry => ({
  type: `generation.${generation.status}`,
  data: { ...progressOf(generation), ...failureOf(generation) },
});

const cancelEntry = ({ cancel }: Generation): LogEntry => ({
  type: "generation.cancel_asked",
  data: cancel === undefined ? {} : { stops: cancel.stops, billing: cancel.billing },
});

const noteEntry = (after: Generation, event: GenerationEvent): LogEntry => {
  switch (event.type) {
    case "progressed":
      return { type: "generation.progressed", data: progressOf(after) };
    case "cancel_asked":
      return cancelEntry(after);
    case "delivered":
      return { type: "generation.delivered", data: progressOf(after) };
    case "labelled":
    case "trashed":
    case "restored":
      return { type: `generation.${event.type}`, data: progressOf(after) };
    default:
      return { type: "generation.noted", data: { ...progressOf(after), what: event.type } };
  }
};

const choiceEntry = (
  { model, provider, considered: kept = [] }: Generation,
  considered: readonly Considered[] = kept,
): LogEntry => ({
  type: "generation.model_chosen",
  data: { model, provider, considered: considered.map((one) => ({ ...one })) },
});

/** What the event log says of a generation that was just accepted, with every model that was looked at for it. */
export const firstLogEntries = (
  generation: Generation,
  considered = generation.considered ?? [],
): readonly LogEntry[] => [
  statusEntry(generation),
  ...(considered.length === 0 ? [] : [choiceEntry(generation, considered)]),
];

const hasOtherModel = (one: Generation, other: Generation): boolean =>
  one.model !== other.model || one.provider !== other.provider;

/** A person settled an unknown outcome: that it was a person, and how, stays in the log. */
const resolvedEntries = (event: GenerationEvent): readonly LogEntry[] => {
  switch (event.type) {
    case "attached":
      return [{ type: "generation.resolved", data: { action: "attach" } }];
    case "given_up":
      return [{ type: "generation.resolved", data: { action: "give_up" } }];
    case "resubmit_asked":
      return [{ type: "generation.resolved", data: { action: "resubmit" } }];
    default:
      return [];
  }
};

/** What the event log says of one move: `generation.<status>` when the status changed, else what was noted. */
export const logEntries = (before: Generation, after: Generation, event: GenerationEvent): readonly LogEntry[] => {
  if (hasOtherModel(before, after)) return [choiceEntry(after), statusEntry(after)];
  if (before.status === after.status) return [noteEntry(after, event)];
  const asked = before.cancel === undefined && after.cancel !== undefined ? [cancelEntry(after)] : [];
  return [...asked, ...resolvedEntries(event), statusEntry(after)];
};
