import { Popover } from "radix-ui";
import { Icon } from "../../parts/icon.tsx";
import type { Words } from "../../words/english.ts";
import { useSpeech } from "../../words/use-words.tsx";
import { withFilters, type FilterProps, type Filters } from "./filters.ts";

const shownDay = (day: string, language: string): string =>
  new Date(`${day}T00:00:00`).toLocaleDateString(language, { day: "numeric", month: "short" });

const nameOf = ({ from, to }: Filters, { library }: Words, language: string): string => {
  if (from === undefined && to === undefined) return library.date;
  const [first, last] = [from, to].map((day) => (day === undefined ? "…" : shownDay(day, language)));
  return `${first} – ${last}`;
};

/** From one day to another; either end may be open. */
export const DaysFilter = ({ filters, onFilters }: FilterProps) => {
  const { words, language } = useSpeech();
  const isSet = filters.from !== undefined || filters.to !== undefined;
  const ends = [
    { end: "from", name: words.library.fromDay, max: filters.to, min: undefined },
    { end: "to", name: words.library.toDay, max: undefined, min: filters.from },
  ] as const;
  return (
    <Popover.Root>
      <Popover.Trigger className="chip" data-set={isSet}>
        {nameOf(filters, words, language)}
        <Icon name="chev" small />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="days"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label={words.library.date}
        >
          {ends.map(({ end, name, max, min }) => (
            <label key={end}>
              <span className="field-label">{name}</span>
              <input
                className="field num"
                type="date"
                max={max}
                min={min}
                value={filters[end] ?? ""}
                onChange={({ target }) =>
                  onFilters(withFilters(filters, { [end]: target.value === "" ? undefined : target.value }))
                }
              />
            </label>
          ))}
          <button
            type="button"
            className="button button-small"
            onClick={() => onFilters(withFilters(filters, { from: undefined, to: undefined }))}
          >
            {words.library.anyDay}
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
