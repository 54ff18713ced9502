import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useDrafts } from "./drafts.tsx";

/** The pictures at hand: one clip each, and a way to change or take out the current one. */
export const FilmStrip = () => {
  const words = useWords();
  const { drafts, current, dispatch } = useDrafts();
  const shown = drafts[current];
  return (
    <div className="film" role="group" aria-label={words.create.batch(drafts.length)}>
      {drafts.length > 1 &&
        drafts.map(({ id, name, pictureUrl }, index) => (
          <button
            key={id}
            type="button"
            className="film-frame"
            aria-current={index === current}
            onClick={() => dispatch({ type: "choose", index })}
          >
            <img src={pictureUrl} alt={name} />
          </button>
        ))}
      {drafts.length > 1 && <span className="small soft wide-only">{words.create.batch(drafts.length)}</span>}
      {shown !== undefined && (
        <button
          type="button"
          className="button button-small button-bare push"
          onClick={() => dispatch({ type: "remove", id: shown.id })}
        >
          <Icon name="x" small />
          {drafts.length > 1 ? words.create.removePicture(shown.name) : words.create.another}
        </button>
      )}
    </div>
  );
};
