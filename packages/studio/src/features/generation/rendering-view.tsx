import type { GenerationView, LogEventView } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import { Leaves } from "../../parts/leaves.tsx";
import { clockTime } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { CancelPart } from "./cancel-part.tsx";
import { EventList } from "./event-list.tsx";
import { Facts } from "./facts.tsx";
import { Still } from "./still.tsx";

export interface ViewProps {
  readonly generation: GenerationView;
  readonly events: readonly LogEventView[];
}

/** While the clip is made: the picture, how far it is, and the truth about stopping it. */
export const RenderingView = ({ generation, events }: ViewProps) => {
  const words = useWords();
  return (
    <main id="main" className="bench">
      <section className="stage" aria-label={words.create.picture}>
        <Still generation={generation} label={words.generation.until} />
        <Progress generation={generation} />
      </section>
      <aside className="sheet" aria-label={words.generation.aside}>
        {/* Nothing in it takes the focus while it says what goes on: the keys that scroll need a place. */}
        <div className="sheet-scroll" role="group" aria-label={words.generation.progress} tabIndex={0}>
          <section>
            <p className="small quiet">
              {generation.model}, {generation.provider}
            </p>
            <h1 className="sheet-title" aria-live="polite">
              {words.generation.titles[generation.status]}
            </h1>
            <p className="soft">{words.generation.close}</p>
          </section>
          <Stages generation={generation} events={events} />
          <section className="ruled">
            <Facts generation={generation} />
          </section>
          <section className="ruled">
            <EventList events={events} live />
          </section>
        </div>
        <CancelPart generation={generation} />
      </aside>
    </main>
  );
};

const leftWord = (
  { eta_seconds: eta, eta_samples: samples, queue_position: place }: GenerationView,
  { generation }: Words,
) => {
  if (place !== null) return generation.place(place);
  return eta === null ? generation.noEstimate : generation.left(eta, samples);
};

const Progress = ({ generation }: Pick<ViewProps, "generation">) => {
  const words = useWords();
  const { progress } = generation;
  return (
    <div className="player-bar progress-bar">
      <div
        className="leaves"
        role="progressbar"
        aria-label={words.generation.progress}
        aria-valuenow={progress}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <Leaves share={progress / 100} />
      </div>
      <div className="row small soft num">
        <span>{progress} %</span>
        <span className="push">{leftWord(generation, words)}</span>
      </div>
    </div>
  );
};

const STAGES = [
  { name: "accepted", event: "generation.queued" },
  { name: "sent", event: "generation.submitting" },
  { name: "rendering", event: "generation.running" },
  { name: "fetched", event: "generation.collecting" },
] as const;

/** What is behind and what comes, with the clock time of each. */
const Stages = ({ generation, events }: ViewProps) => {
  const { words, language } = useSpeech();
  const at = (name: string): string | undefined => events.find(({ type }) => type === name)?.at;
  const reached = STAGES.map(({ name, event }) => (name === "accepted" ? generation.created_at : at(event)));
  const now = reached.findLastIndex((time) => time !== undefined);
  return (
    <ol className="stages">
      {STAGES.map(({ name }, index) => {
        const state = index < now ? "done" : index === now ? "now" : "wait";
        const time = reached[index];
        return (
          <li key={name} data-at={state} aria-current={state === "now" ? "step" : undefined}>
            <Icon name={state === "done" ? "check" : state === "now" ? "now" : "ring"} />
            <span>{words.generation.stages[name]}</span>
            <span className="small quiet num">{time === undefined ? "" : clockTime(time, language)}</span>
          </li>
        );
      })}
    </ol>
  );
};
