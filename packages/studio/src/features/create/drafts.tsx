import type { ReactNode } from "react";
import { createContext, use, useMemo, useReducer } from "react";
import type { DraftOptions } from "./draft-options.ts";
import { NO_EDITS, type PlanEdits } from "./plan-edits.ts";

export type DraftImage = Blob | { readonly upload: string } | { readonly generation: string; readonly frame: "last" };

/** A picture that is to become a clip, with what is wished of it. It lives as long as the page does. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  /** What the page shows: the local file, or what the server keeps of it. */
  readonly pictureUrl: string;
  /** The picture as requests name it: bytes that are sent along, or what the server has already. */
  readonly image: DraftImage;
  readonly prompt: string;
  readonly model: string;
  /** Models that make the same clip, to be compared. */
  readonly others: readonly string[];
  /** What all of them may cost together, in US dollars; undefined: what they are said to cost. */
  readonly capUsd: number | undefined;
  readonly options: DraftOptions;
  readonly edits: PlanEdits;
  /** Edits that Undo goes back to, the newest last. */
  readonly past: readonly PlanEdits[];
}

/** A picture that could not be taken, with the reason and the way out. */
export interface Refusal {
  readonly name: string;
  readonly reason: Error;
}

interface State {
  readonly drafts: readonly Draft[];
  readonly current: number;
  readonly refusals: readonly Refusal[];
}

export type DraftChange = Partial<
  Pick<Draft, "image" | "pictureUrl" | "prompt" | "model" | "others" | "capUsd" | "options">
>;

type Action =
  | { readonly type: "add"; readonly draft: Draft }
  | { readonly type: "change"; readonly id: string; readonly change: DraftChange }
  | { readonly type: "edit"; readonly id: string; readonly edits: PlanEdits }
  | { readonly type: "undo"; readonly id: string }
  | { readonly type: "choose"; readonly index: number }
  | { readonly type: "remove"; readonly id: string }
  | { readonly type: "refuse"; readonly refusal: Refusal }
  | { readonly type: "forget_refusals" }
  | { readonly type: "clear" };

const EMPTY: State = { drafts: [], current: 0, refusals: [] };
const LONGEST_PAST = 50;

const withDraft = (state: State, id: string, change: (draft: Draft) => Draft): State => ({
  ...state,
  drafts: state.drafts.map((draft) => (draft.id === id ? change(draft) : draft)),
});

const withoutDraft = (state: State, id: string): State => {
  const drafts = state.drafts.filter((draft) => draft.id !== id);
  return { ...state, drafts, current: Math.max(0, Math.min(state.current, drafts.length - 1)) };
};

const undone = (draft: Draft): Draft => ({
  ...draft,
  edits: draft.past.at(-1) ?? draft.edits,
  past: draft.past.slice(0, -1),
});

export const reduceDrafts = (state: State, action: Action): State => {
  switch (action.type) {
    case "add":
      return { ...state, drafts: [...state.drafts, action.draft] };
    case "change":
      return withDraft(state, action.id, (draft) => ({ ...draft, ...action.change }));
    case "edit":
      return withDraft(state, action.id, (draft) => ({
        ...draft,
        edits: action.edits,
        past: [...draft.past, draft.edits].slice(-LONGEST_PAST),
      }));
    case "undo":
      return withDraft(state, action.id, undone);
    case "choose":
      return { ...state, current: action.index };
    case "remove":
      return withoutDraft(state, action.id);
    case "refuse":
      return { ...state, refusals: [...state.refusals, action.refusal] };
    case "forget_refusals":
      return { ...state, refusals: [] };
    case "clear":
      return EMPTY;
  }
};

interface Drafts extends State {
  readonly dispatch: (action: Action) => void;
}

const Kept = createContext<Drafts>({ ...EMPTY, dispatch: () => undefined });

export const DraftsProvider = ({ children }: { readonly children: ReactNode }) => {
  const [state, dispatch] = useReducer(reduceDrafts, EMPTY);
  const drafts = useMemo(() => ({ ...state, dispatch }), [state]);
  return <Kept value={drafts}>{children}</Kept>;
};

export const useDrafts = (): Drafts => use(Kept);

/** A draft as it begins. */
export const newDraft = (begin: Pick<Draft, "id" | "name" | "pictureUrl" | "image"> & Partial<Draft>): Draft => ({
  prompt: "",
  model: "kinora-motion-1",
  others: [],
  capUsd: undefined,
  options: {},
  edits: NO_EDITS,
  past: [],
  ...begin,
});
