import { Link } from "@tanstack/react-router";
import { Icon, type IconName } from "../../parts/icon.tsx";
import { useProviders } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import type { Draft } from "./drafts.tsx";
import { priceWord, timeWord } from "./offer-words.ts";
import { takesMore } from "./several-models.ts";
import type { Offered, OfferGroup } from "./use-quotes.ts";

interface ModelListProps {
  readonly offers: readonly Offered[] | undefined;
  readonly draft: Draft;
  readonly onModel: (model: string) => void;
  /** Takes a model along, to compare, or leaves it out again. */
  readonly onOther: (model: string) => void;
}

const GROUPS: readonly OfferGroup[] = ["local", "ready", "key", "misfit"];

/** Every model: those that fit, cheapest first; those that want a key; those that do not fit, with the reason. */
export const ModelList = ({ offers, draft, ...choices }: ModelListProps) => {
  const words = useWords();
  return (
    <>
      <h2>{words.create.models}</h2>
      <p className="small quiet">{words.create.modelsHelp}</p>
      {offers === undefined && <p className="small quiet">{words.amounts.wait}</p>}
      {GROUPS.map((group) => {
        const inGroup = offers?.filter((offer) => offer.group === group) ?? [];
        if (inGroup.length === 0) return null;
        return (
          <div key={group} role="group" aria-label={words.create.groups[group]}>
            <p className="models-group">{words.create.groups[group]}</p>
            {inGroup.map((offer, index) => (
              <ModelRow
                key={`${offer.model.provider}/${offer.model.id}`}
                offer={offer}
                draft={draft}
                cheapest={group === "ready" && index === 0}
                {...choices}
              />
            ))}
          </div>
        );
      })}
    </>
  );
};

const ICONS: Readonly<Partial<Record<OfferGroup, IconName>>> = { local: "chip", key: "key" };

interface ModelRowProps extends Omit<ModelListProps, "offers"> {
  readonly offer: Offered;
  readonly cheapest: boolean;
}

const ModelRow = (props: ModelRowProps) => {
  const words = useWords();
  const { model, quote, group } = props.offer;
  const icon = ICONS[group];
  const usable = group === "local" || group === "ready";
  return (
    <div className="model" data-chosen={model.id === props.draft.model}>
      {icon === undefined ? <span /> : <Icon name={icon} />}
      <ModelName {...props} usable={usable} />
      <span className="model-time num">{usable ? timeWord(quote, words) : ""}</span>
      <span className="model-price num">{group === "misfit" ? "" : priceWord(quote, words)}</span>
      <span className="pick-facts">{group === "misfit" ? quote.reason : <ProviderName id={model.provider} />}</span>
      <span className="model-end">
        {props.cheapest && words.create.cheapest}
        {group === "key" && (
          <Link to="/settings/$part" params={{ part: "providers" }} className="link">
            {words.create.addKey}
          </Link>
        )}
        {usable && <CompareToggle {...props} />}
      </span>
    </div>
  );
};

const ProviderName = ({ id }: { readonly id: string }) =>
  useProviders().data?.find((provider) => provider.id === id)?.title ?? id;

/** The same clip by this model too. Only at a known price: one cap is for all. */
const CompareToggle = ({ offer: { model, quote }, draft, onOther }: ModelRowProps) => {
  const words = useWords();
  const along = draft.others.includes(model.id);
  if (model.id === draft.model || quote.cost_usd === null || (!along && !takesMore(draft))) return null;
  return (
    <button
      type="button"
      className="button button-small compare-toggle"
      aria-pressed={along}
      aria-label={words.create.compareWith(model.title)}
      onClick={() => onOther(model.id)}
    >
      <Icon name={along ? "check" : "plus"} small />
      {words.create.compareToo}
    </button>
  );
};

const ModelName = ({ offer: { model }, draft, usable, onModel }: ModelRowProps & { readonly usable: boolean }) =>
  usable ? (
    <button
      type="button"
      className="pick-name model-use"
      aria-pressed={model.id === draft.model}
      onClick={() => onModel(model.id)}
    >
      {model.title}
    </button>
  ) : (
    <span className="pick-name quiet">{model.title}</span>
  );
