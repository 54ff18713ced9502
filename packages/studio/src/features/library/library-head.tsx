import { STATUSES, type Status } from "@kinora/contract/words";
import { useRef } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { useShortcuts } from "../create/tools.ts";
import { DaysFilter } from "./days-filter.tsx";
import { withFilters, type FilterProps } from "./filters.ts";
import { useTyped } from "./use-typed.ts";

interface LibraryHeadProps extends FilterProps {
  /** Tags of the clips at hand: they are suggested. */
  readonly tags: readonly string[];
}

export const LibraryHead = (props: LibraryHeadProps) => {
  const words = useWords();
  const { filters, onFilters } = props;
  return (
    <div className="page-head">
      <h1>{words.library.title}</h1>
      <Search {...props} />
      <div className="chips">
        <button
          type="button"
          className="chip"
          aria-pressed={filters.favourite === true}
          onClick={() => onFilters(withFilters(filters, { favourite: filters.favourite === true ? undefined : true }))}
        >
          <Icon name="star" small />
          {words.library.favourites}
        </button>
        <StateFilter {...props} />
        <ModelFilter {...props} />
        <TagFilter {...props} />
        <DaysFilter {...props} />
      </div>
    </div>
  );
};

const Search = ({ filters, onFilters }: FilterProps) => {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useTyped(filters.q, (q) => onFilters(withFilters(filters, { q })));
  useShortcuts({ letters: { "/": () => field.current?.focus() } });
  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        ref={field}
        className="field"
        type="search"
        aria-label={words.library.search}
        placeholder={words.library.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
};

/** Any tag can be typed; those of the clips at hand are suggested. */
const TagFilter = ({ filters, onFilters, tags }: LibraryHeadProps) => {
  const words = useWords();
  const [text, setText] = useTyped(filters.tag, (tag) => onFilters(withFilters(filters, { tag })));
  return (
    <>
      <input
        className="chip chip-field"
        data-set={filters.tag !== undefined}
        type="text"
        list="known-tags"
        aria-label={words.library.tag}
        placeholder={words.library.tag}
        maxLength={64}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id="known-tags">
        {tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
};

const StateFilter = ({ filters, onFilters }: FilterProps) => {
  const words = useWords();
  return (
    <select
      className="chip chip-select"
      aria-label={words.library.state}
      data-set={filters.status !== undefined}
      value={filters.status ?? ""}
      onChange={({ target }) =>
        onFilters(withFilters(filters, { status: target.value === "" ? undefined : (target.value as Status) }))
      }
    >
      <option value="">{words.library.state}</option>
      {STATUSES.map((status) => (
        <option key={status} value={status}>
          {words.library.statuses[status]}
        </option>
      ))}
    </select>
  );
};

const ModelFilter = ({ filters, onFilters }: FilterProps) => {
  const words = useWords();
  const models = useModels().data ?? [];
  return (
    <select
      className="chip chip-select"
      aria-label={words.library.model}
      data-set={filters.model !== undefined}
      value={filters.model ?? ""}
      onChange={({ target }) =>
        onFilters(withFilters(filters, { model: target.value === "" ? undefined : target.value }))
      }
    >
      <option value="">{words.library.model}</option>
      {models
        .filter(({ configured }) => configured)
        .map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
    </select>
  );
};
