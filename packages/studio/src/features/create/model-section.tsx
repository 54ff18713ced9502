import type { ModelView } from "@kinora/contract";
import { Popover } from "radix-ui";
import { useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useProviders } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import type { Draft, DraftChange } from "./drafts.tsx";
import { ModelList } from "./model-list.tsx";
import { priceWord, timeWord } from "./offer-words.ts";
import { OtherModels } from "./other-models.tsx";
import { chosenModel, toggledOther } from "./several-models.ts";
import type { Offered } from "./use-quotes.ts";

interface ModelSectionProps {
  readonly draft: Draft;
  readonly model: ModelView;
  readonly offers: readonly Offered[] | undefined;
  readonly onChange: (change: DraftChange) => void;
}

/** The chosen model, with price and time; the others are one press away. */
export const ModelSection = (props: ModelSectionProps) => {
  const words = useWords();
  const { draft, model, offers, onChange } = props;
  const [open, setOpen] = useState(false);
  const providers = useProviders().data;
  const quote = offers?.find((offer) => offer.model.id === model.id)?.quote;
  const provider = providers?.find(({ id }) => id === model.provider)?.title ?? model.provider;
  const where = model.provider === "local" ? words.create.here : words.create.through(provider);
  return (
    <section>
      <div className="head">
        <h2>{words.create.model}</h2>
      </div>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger className="pick">
          <span>
            <span className="pick-name">{model.title}</span>
            <br />
            <span className="pick-facts">{where}</span>
          </span>
          <span className="row">
            <span className="pick-end">
              <span className="strong num">{priceWord(quote, words)}</span>
              <br />
              <span className="pick-facts num">{timeWord(quote, words)}</span>
            </span>
            <Icon name="chev" />
          </span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className="models"
            side="left"
            align="end"
            sideOffset={8}
            collisionPadding={8}
            aria-label={words.create.models}
          >
            <ModelList
              offers={offers}
              draft={draft}
              onModel={(id) => {
                onChange(chosenModel(draft, id));
                setOpen(false);
              }}
              onOther={(id) => onChange({ others: toggledOther(draft, id) })}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {draft.others.length > 0 && <OtherModels {...props} />}
    </section>
  );
};
