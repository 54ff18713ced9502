import type { ModelView, Unmet } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import { dollars } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { priceWord, timeWord } from "./offer-words.ts";
import type { Preview } from "./use-preview.ts";
import type { Offered } from "./use-quotes.ts";

interface ActionsProps {
  readonly model: ModelView;
  readonly offer: Offered | undefined;
  /** Clips: each picture by each of its models. */
  readonly count: number;
  /** All to whom a picture goes. */
  readonly providers: readonly string[];
  /** US dollars for all of them; undefined: not asked yet; null: a price is not known. */
  readonly totalUsd: number | null | undefined;
  /** The cap that the current picture's models would go over. */
  readonly overCap: number | undefined;
  readonly unmet: readonly Unmet[];
  readonly preview: Preview;
  readonly sending: boolean;
  readonly problems: readonly Error[];
  readonly onRender: () => void;
}

const renderWord = ({ count, unmet, sending, overCap }: ActionsProps, { create }: Words): string => {
  if (overCap !== undefined) return create.overCap(dollars(overCap));
  if (sending) return create.sending;
  if (count > 1) return create.renderAll(count);
  return unmet.some(({ reason }) => reason !== "not-understood") ? create.renderWithout : create.render;
};

/** One clip: its price and time. Several: the price of all, as they are made beside each other. */
const priceLine = ({ count, offer, totalUsd }: ActionsProps, words: Words): string => {
  if (count === 1) return `${priceWord(offer?.quote, words)}, ${timeWord(offer?.quote, words)}`;
  if (totalUsd === undefined) return words.amounts.wait;
  if (totalUsd === null) return words.amounts.unknownPrice;
  return totalUsd === 0 ? words.amounts.free : words.create.inAll(dollars(totalUsd));
};

/** Preview and Render, with what it costs and where the picture goes. */
export const Actions = (props: ActionsProps) => {
  const words = useWords();
  const { model, preview, sending } = props;
  const stopped = sending || props.overCap !== undefined;
  return (
    <div className="sheet-foot">
      <Problems problems={preview.error === null ? props.problems : [...props.problems, preview.error]} />
      <div className="actions">
        {model.options.includes("preview") && (
          <button
            type="button"
            className="button button-tall"
            aria-disabled={preview.busy ? true : undefined}
            onClick={preview.make}
          >
            {preview.busy ? words.create.previewing : words.create.preview}
          </button>
        )}
        <button
          type="button"
          className="button button-main button-tall action-render"
          aria-disabled={stopped ? true : undefined}
          onClick={stopped ? undefined : props.onRender}
        >
          {renderWord(props, words)} <small className="num">{priceLine(props, words)}</small>
        </button>
      </div>
      <WhereItGoes providers={props.providers} />
    </div>
  );
};

const Problems = ({ problems }: Pick<ActionsProps, "problems">) =>
  problems.map((problem) => (
    <p key={problem.message} role="alert" className="notice notice-danger problem">
      <Icon name="warn" />
      <span>
        <ErrorText error={problem} />
      </span>
    </p>
  ));

const WhereItGoes = ({ providers }: Pick<ActionsProps, "providers">) => {
  const words = useWords();
  const away = providers.filter((provider) => provider !== "local");
  return (
    <p className="actions-note">
      <Icon name={away.length === 0 ? "lock" : "info"} small />
      <span>{away.length === 0 ? words.create.stays : words.create.leaves(away.join(", "))}</span>
    </p>
  );
};
