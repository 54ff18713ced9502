import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import type { GenerationView } from "@kinora/contract";
import { failureOfGeneration } from "../../server/failure-of-generation.ts";
import { dollars } from "../../words/amounts.ts";
import { ErrorText } from "../../words/told.tsx";
import { EventList } from "./event-list.tsx";
import { Facts } from "./facts.tsx";
import { ReuseButton } from "./reuse-button.tsx";
import { Still } from "./still.tsx";
import type { ViewProps } from "./rendering-view.tsx";

/** One sentence on money. */
const moneyWord = ({ cost, cancel }: GenerationView, { generation }: Words): string => {
  if (cost.settled_usd !== null && cost.settled_usd > 0) return generation.settled(dollars(cost.settled_usd));
  return cancel?.billing === "may_be_billed" ? generation.mayBeCharged : generation.nothingCharged;
};

/** Failed, cancelled or expired: the still stays; what happened, what it cost, and one way on. */
export const EndedView = ({ generation, events }: ViewProps) => {
  const words = useWords();
  const failure = failureOfGeneration(generation);
  return (
    <main id="main" className="bench">
      <section className="stage" aria-label={words.create.picture}>
        <Still generation={generation} />
      </section>
      <aside className="sheet" aria-label={words.generation.aside}>
        <div className="sheet-scroll">
          <section>
            <h1 className="sheet-title">{words.generation.titles[generation.status]}</h1>
            <p role="status">{failure !== undefined && <ErrorText error={failure} />}</p>
            <p className="soft">{moneyWord(generation, words)}</p>
          </section>
          <ReuseButton generation={generation} main />
          <section className="ruled">
            <Facts generation={generation} />
          </section>
          <section className="ruled">
            <EventList events={events} />
          </section>
        </div>
      </aside>
    </main>
  );
};
