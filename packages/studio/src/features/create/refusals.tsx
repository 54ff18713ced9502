import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { useDrafts } from "./drafts.tsx";

/** Files that could not be taken: each with its name, the reason and the way out. */
export const Refusals = () => {
  const words = useWords();
  const { refusals, dispatch } = useDrafts();
  if (refusals.length === 0) return null;
  return (
    <div role="alert" className="refusals">
      {refusals.map(({ name, reason }, index) => (
        <div key={index} className="notice notice-danger">
          <Icon name="warn" />
          <h3>{words.welcome.refused(name)}</h3>
          <p>
            <ErrorText error={reason} />
          </p>
        </div>
      ))}
      <button type="button" className="button button-small" onClick={() => dispatch({ type: "forget_refusals" })}>
        {words.welcome.dismiss}
      </button>
    </div>
  );
};
