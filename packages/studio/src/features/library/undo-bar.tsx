import { useWords } from "../../words/use-words.tsx";

/** What was just deleted can be taken back for a while. */
export const UndoBar = ({ ids, onUndo }: { readonly ids: readonly string[]; readonly onUndo: () => void }) => {
  const words = useWords();
  if (ids.length === 0) return null;
  return (
    <div className="selection undo" role="status">
      <span>{words.library.deleted(ids.length)}</span>
      <button type="button" className="button button-bare" onClick={onUndo}>
        {words.library.undo}
      </button>
    </div>
  );
};
