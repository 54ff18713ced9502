import type { Camera, Effect, EffectKind } from "@kinora/contract";
import { useMemo } from "react";
import { useDrafts, type Draft } from "./drafts.tsx";
import {
  addMovement,
  changeMovement,
  keyOfNext,
  newMovement,
  removeMovement,
  type PlanEdits,
  type Stroke,
} from "./plan-edits.ts";

/** What a person does to the plan of one draft; each step can be undone. */
export interface PlanEditor {
  readonly strokes: readonly Stroke[];
  /** Adds a movement and says its key. */
  readonly add: (kind: EffectKind, region?: Effect["region"]) => string;
  readonly change: (key: string, changes: Partial<Effect>) => void;
  readonly remove: (key: string) => void;
  readonly setCamera: (camera: Camera) => void;
  readonly addStroke: (stroke: Stroke) => void;
  readonly clearStrokes: () => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
}

export const usePlanEditor = ({ id, edits, past }: Draft): PlanEditor => {
  const { dispatch } = useDrafts();
  return useMemo(() => {
    const set = (next: PlanEdits): void => dispatch({ type: "edit", id, edits: next });
    return {
      strokes: edits.strokes,
      add: (kind, region) => {
        set(addMovement(edits, newMovement(kind, region)));
        return keyOfNext(edits);
      },
      change: (key, changes) => set(changeMovement(edits, key, changes)),
      remove: (key) => set(removeMovement(edits, key)),
      setCamera: (camera) => set({ ...edits, camera }),
      addStroke: (stroke) => set({ ...edits, strokes: [...edits.strokes, stroke] }),
      clearStrokes: () => set({ ...edits, strokes: [] }),
      undo: () => dispatch({ type: "undo", id }),
      canUndo: past.length > 0,
    };
  }, [dispatch, edits, id, past]);
};
