import { STATUSES, type Status } from "@kinora/contract";
import { useEffect, useRef, useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { useShortcuts } from "../create/tools.ts";
import type { Filters } from "./filters.ts";

interface LibraryHeadProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}

/** Leaves out what is not set, so that the address stays short. */
const withFilter = <K extends keyof Filters>(filters: Filters, name: K, value: Filters[K] | undefined): Filters => {
  const rest = Object.entries(filters).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]);
};

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
          onClick={() => onFilters(withFilter(filters, "favourite", filters.favourite === true ? undefined : true))}
        >
          <Icon name="star" small />
          {words.library.favourites}
        </button>
        <StateFilter {...props} />
        <ModelFilter {...props} />
      </div>
    </div>
  );
};

const TYPING_PAUSE_MS = 300;

const Search = ({ filters, onFilters }: LibraryHeadProps) => {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filters.q ?? "");
  useShortcuts({ letters: { "/": () => field.current?.focus() } });
  useEffect(() => {
    if (text === (filters.q ?? "")) return;
    const timer = setTimeout(
      () => onFilters(withFilter(filters, "q", text === "" ? undefined : text)),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, filters, onFilters]);
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

const StateFilter = ({ filters, onFilters }: LibraryHeadProps) => {
  const words = useWords();
  return (
    <select
      className="chip chip-select"
      aria-label={words.library.state}
      value={filters.status ?? ""}
      onChange={({ target }) =>
        onFilters(withFilter(filters, "status", target.value === "" ? undefined : (target.value as Status)))
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

const ModelFilter = ({ filters, onFilters }: LibraryHeadProps) => {
  const words = useWords();
  const models = useModels().data ?? [];
  return (
    <select
      className="chip chip-select"
      aria-label={words.library.model}
      value={filters.model ?? ""}
      onChange={({ target }) => onFilters(withFilter(filters, "model", target.value === "" ? undefined : target.value))}
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
