import type { ArtifactView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Icon } from "../../parts/icon.tsx";
import { useNow } from "../../parts/use-now.ts";
import { server } from "../../server/client.ts";
import { generationKey } from "../../server/queries.ts";
import { clockTime, dayOf } from "../../words/amounts.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { DoneActions } from "./done-actions.tsx";
import { EventList } from "./event-list.tsx";
import { Facts } from "./facts.tsx";
import type { ViewProps } from "./rendering-view.tsx";
import { TagsEditor } from "./tags-editor.tsx";
import { WhatMoved } from "./what-moved.tsx";
import { WhyThisModel } from "./why-this-model.tsx";

/** Beside the clip: what can be done with it, what moved, and what it was. */
export const DoneSheet = ({ generation, events, video }: ViewProps & { readonly video: ArtifactView }) => {
  const words = useWords();
  return (
    <aside className="sheet" aria-label={words.generation.aside}>
      <div className="sheet-scroll">
        <section>
          <Heading generation={generation} />
        </section>
        <DoneActions generation={generation} video={video} />
        {generation.plan !== null && <WhatMoved generation={generation} plan={generation.plan} />}
        <section className="ruled">
          <Facts generation={generation} />
          <TagsEditor generation={generation} />
        </section>
        <WhyThisModel generation={generation} />
        <details className="ruled more">
          <summary>{words.generation.events}</summary>
          <EventList events={events} />
        </details>
      </div>
      <div className="sheet-foot row">
        <a
          className="button button-bare button-small"
          href={`/api/v1/generations/${generation.id}`}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="json" small />
          {words.generation.json}
        </a>
        <DeleteButton generation={generation} />
      </div>
    </aside>
  );
};

type Shown = Pick<ViewProps, "generation">;

const Heading = ({ generation }: Shown) => {
  const { words, language } = useSpeech();
  const day = dayOf(generation.created_at, useNow(), language);
  const dayWord = typeof day === "string" ? day : day === 0 ? words.library.today : words.library.yesterday;
  return (
    <>
      <div className="row">
        <p className="small quiet num">
          {dayWord}, {clockTime(generation.created_at, language)}
        </p>
        <FavouriteButton generation={generation} />
      </div>
      <h1 className="clip-title">{generation.title ?? generation.prompt ?? words.generation.noPrompt}</h1>
    </>
  );
};

const FavouriteButton = ({ generation }: Shown) => {
  const words = useWords();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => server().labelGeneration(generation.id, { favourite: !generation.favourite }),
    onSuccess: (now) => {
      queries.setQueryData(generationKey(generation.id), now);
      void queries.invalidateQueries({ queryKey: ["generations"] });
    },
  });
  return (
    <button
      type="button"
      className="icon-button icon-button-small push favourite"
      aria-label={words.generation.favourite}
      aria-pressed={generation.favourite}
      onClick={() => mutate()}
    >
      <Icon name="star" />
    </button>
  );
};

/** To the trash, and to the library, where it can be taken back. */
const DeleteButton = ({ generation }: Shown) => {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error } = useMutation({
    mutationFn: () => server().trashGeneration(generation.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["generations"] });
      await navigate({ to: "/library", search: { deleted: generation.id } });
    },
  });
  return (
    <>
      {error !== null && (
        <span role="alert" className="small tag-danger">
          <ErrorText error={error} />
        </span>
      )}
      <button type="button" className="button button-danger button-small push" onClick={() => mutate()}>
        <Icon name="trash" small />
        {words.generation.remove}
      </button>
    </>
  );
};
