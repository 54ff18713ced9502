import type { ModelView, Unmet } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import { priceWord, timeWord } from "./offer-words.ts";
import type { Preview } from "./use-preview.ts";
import type { Offered } from "./use-quotes.ts";

interface ActionsProps {
  readonly model: ModelView;
  readonly offer: Offered | undefined;
  readonly count: number;
  readonly unmet: readonly Unmet[];
  readonly preview: Preview;
  readonly sending: boolean;
  readonly problems: readonly string[];
  readonly onRender: () => void;
}

const renderWord = ({ count, unmet, sending }: ActionsProps, { create }: Words): string => {
  if (sending) return create.sending;
  if (count > 1) return create.renderAll(count);
  return unmet.some(({ reason }) => reason !== "not-understood") ? create.renderWithout : create.render;
};

/** Preview and Render, with what it costs and where the picture goes. */
export const Actions = (props: ActionsProps) => {
  const words = useWords();
  const { model, offer, preview, sending } = props;
  return (
    <div className="sheet-foot">
      <Problems problems={preview.error === null ? props.problems : [...props.problems, preview.error.message]} />
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
          aria-disabled={sending ? true : undefined}
          onClick={sending ? undefined : props.onRender}
        >
          {renderWord(props, words)}{" "}
          <small className="num">
            {priceWord(offer?.quote, words)}, {timeWord(offer?.quote, words)}
          </small>
        </button>
      </div>
      <WhereItGoes provider={model.provider} />
    </div>
  );
};

const Problems = ({ problems }: Pick<ActionsProps, "problems">) =>
  problems.map((problem) => (
    <p key={problem} role="alert" className="notice notice-danger problem">
      <Icon name="warn" />
      <span>{problem}</span>
    </p>
  ));

const WhereItGoes = ({ provider }: { readonly provider: string }) => {
  const words = useWords();
  const local = provider === "local";
  return (
    <p className="actions-note">
      <Icon name={local ? "lock" : "info"} small />
      <span>{local ? words.create.stays : words.create.leaves(provider)}</span>
    </p>
  );
};
