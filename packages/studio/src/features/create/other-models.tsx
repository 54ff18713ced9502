import { Icon } from "../../parts/icon.tsx";
import { dollars } from "../../words/amounts.ts";
import { useWords } from "../../words/use-words.tsx";
import type { Draft, DraftChange } from "./drafts.tsx";
import { priceWord, timeWord } from "./offer-words.ts";
import { modelsOf, sumOf, toggledOther, usualCap } from "./several-models.ts";
import type { Offered } from "./use-quotes.ts";

interface OtherModelsProps {
  readonly draft: Draft;
  readonly offers: readonly Offered[] | undefined;
  readonly onChange: (change: DraftChange) => void;
}

/** The models that make the same clip, each with its price, and one cap for all. */
export const OtherModels = ({ draft, offers, onChange }: OtherModelsProps) => {
  const words = useWords();
  const offerOf = (id: string): Offered | undefined => offers?.find(({ model }) => model.id === id);
  return (
    <div className="others">
      <ul aria-label={words.create.alsoWith}>
        {draft.others.map((id) => {
          const offer = offerOf(id);
          const title = offer?.model.title ?? id;
          return (
            <li key={id} className="row">
              <span className="strong">{title}</span>
              <span className="small quiet num push">
                {priceWord(offer?.quote, words)}
                {offer?.quote.eta_seconds != null && `, ${timeWord(offer.quote, words)}`}
              </span>
              <button
                type="button"
                className="icon-button icon-button-small"
                aria-label={words.create.withoutModel(title)}
                onClick={() => onChange({ others: toggledOther(draft, id) })}
              >
                <Icon name="x" small />
              </button>
            </li>
          );
        })}
      </ul>
      <Cap
        draft={draft}
        sum={sumOf(modelsOf(draft).map((id) => offerOf(id)?.quote.cost_usd ?? null))}
        onCap={(capUsd) => onChange({ capUsd })}
      />
    </div>
  );
};

interface CapProps {
  readonly draft: Draft;
  readonly sum: number | null;
  readonly onCap: (capUsd: number | undefined) => void;
}

/** What all may cost together; empty: what they are said to cost. */
const Cap = ({ draft, sum, onCap }: CapProps) => {
  const words = useWords();
  if (sum === 0) return null;
  return (
    <label className="cap row">
      <span className="small soft">{words.create.cap}</span>
      <input
        className="field num push"
        type="number"
        min="0"
        step="0.01"
        inputMode="decimal"
        placeholder={sum === null ? words.amounts.wait : usualCap(sum).toFixed(2)}
        value={draft.capUsd ?? ""}
        onChange={({ target }) => onCap(target.value === "" ? undefined : Number(target.value))}
      />
      <span className="small quiet num">
        {sum === null ? words.amounts.unknownPrice : words.create.inAll(dollars(sum))}
      </span>
    </label>
  );
};
