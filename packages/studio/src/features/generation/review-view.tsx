import type { ReviewChoice } from "./review-choices.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { server } from "../../server/client.ts";
import { generationKey } from "../../server/queries.ts";
import { clockTime } from "../../words/amounts.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { EventList } from "./event-list.tsx";
import { ReviewChoices } from "./review-choices.tsx";
import { Still } from "./still.tsx";
import type { ViewProps } from "./rendering-view.tsx";

/** An outcome that nobody knows: never a retry; three ways out, each with what it means for money. */
export const ReviewView = ({ generation, events }: ViewProps) => {
  const words = useWords();
  return (
    <main id="main" className="bench bench-decide">
      <section className="stage" aria-label={words.create.picture}>
        <Still generation={generation} />
        <div className="stage-foot">{generation.prompt}</div>
      </section>
      <section className="decide-side">
        <div className="decide">
          <p className="tag tag-warn decide-tag">
            <Icon name="warn" />
            {words.generation.titles["needs_review"]}
          </p>
          <h1 className="sheet-title">{words.generation.reviewTitle(generation.provider)}</h1>
          <p className="soft">{words.generation.reviewWhy}</p>
          <Tried generation={generation} />
          <Decide generation={generation} />
          <section className="ruled">
            <EventList events={events} />
          </section>
        </div>
      </section>
    </main>
  );
};

const Tried = ({ generation: { review } }: Pick<ViewProps, "generation">) => {
  const { words, language } = useSpeech();
  if (review === null) return null;
  return (
    <dl className="facts decide-facts">
      <dt>{words.generation.tried}</dt>
      <dd>{review.tried.join(" ")}</dd>
      {review.next_look_at !== null && (
        <>
          <dt>{words.generation.nextLook}</dt>
          <dd className="num">{clockTime(review.next_look_at, language)}</dd>
        </>
      )}
    </dl>
  );
};

const Decide = ({ generation }: Pick<ViewProps, "generation">) => {
  const words = useWords();
  const queries = useQueryClient();
  const [choice, setChoice] = useState<ReviewChoice>("attach");
  const [task, setTask] = useState("");
  const { mutate, error } = useMutation({
    mutationFn: async (): Promise<void> => {
      if (choice === "later") return;
      if (choice === "attach" && task.trim() === "") throw new Error(words.generation.noTask);
      await server().resolveGeneration(
        generation.id,
        choice === "attach" ? { action: "attach", task_id: task.trim() } : { action: "give_up" },
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: generationKey(generation.id) }),
  });
  const act = {
    attach: words.generation.attachDo,
    give_up: words.generation.giveUpDo,
    later: words.generation.laterDo,
  };
  return (
    <>
      <ReviewChoices generation={generation} choice={choice} onChoice={setChoice} task={task} onTask={setTask} />
      {error !== null && (
        <p role="alert" className="tag tag-danger">
          <ErrorText error={error} />
        </p>
      )}
      <div className="row decide-act">
        <button type="button" className="button button-solid button-tall" onClick={() => mutate()}>
          {act[choice]}
        </button>
      </div>
    </>
  );
};
