import type { GenerationView } from "@kinora/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useNow } from "../../parts/use-now.ts";
import { server } from "../../server/client.ts";
import { useLimits } from "../../server/queries.ts";
import { megabytes } from "../../words/amounts.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { useTrash, nameOf } from "../library/use-library.ts";
import { Refusal } from "./made-secret.tsx";

const AGES_DAYS = [30, 90, 365] as const;
const DAY_MS = 86_400_000;
const LISTED = 100;

/** How long things are kept, what lies in the trash, and ways to what could go. */
export const StoragePart = () => {
  const words = useWords();
  const { storage } = words.setup;
  const limits = useLimits().data;
  return (
    <section className="part" aria-labelledby="storage-title">
      <h2 id="storage-title">{words.settings.parts.storage}</h2>
      <p>{storage.how}</p>
      <dl className="facts storage-facts">
        <dt>{storage.clips}</dt>
        <dd>{storage.clipsKept}</dd>
        <dt>{storage.trash}</dt>
        <dd>{storage.trashKept}</dd>
        <dt>{storage.uploads}</dt>
        <dd>{storage.uploadsKept}</dd>
        <dt>{storage.deliveries}</dt>
        <dd>{storage.deliveriesKept}</dd>
        {limits !== undefined && (
          <>
            <dt>{storage.largest}</dt>
            <dd className="num">
              {storage.upTo(megabytes(limits.upload_max_bytes), Math.floor(limits.image_max_pixels / 1e6))}
            </dd>
          </>
        )}
      </dl>
      <Older />
      <Trash />
    </section>
  );
};

/** Old clips, as the library shows them: there they are chosen, downloaded and deleted. */
const Older = () => {
  const words = useWords();
  const now = useNow();
  const dayBefore = (days: number): string => new Date(now - days * DAY_MS).toISOString().slice(0, 10);
  return (
    <>
      <h3 className="small strong">{words.setup.storage.makeRoom}</h3>
      <p className="row wrap">
        {AGES_DAYS.map((days) => (
          <Link key={days} className="button button-small" to="/library" search={() => ({ to: dayBefore(days) })}>
            {words.setup.storage.olderThan(days)}
          </Link>
        ))}
      </p>
    </>
  );
};

const Trash = () => {
  const words = useWords();
  const { storage } = words.setup;
  const { restore } = useTrash();
  const trash = useQuery({
    queryKey: ["generations", "trash"],
    queryFn: ({ signal }) => server().listGenerations({ trashed: true, limit: LISTED }, { signal }),
  });
  return (
    <>
      <h3 className="small strong">{storage.inTrash}</h3>
      <Refusal error={trash.error ?? restore.error} />
      {trash.isPending && <p className="soft">{words.amounts.wait}</p>}
      {trash.data !== undefined && <TrashList clips={trash.data.data} onRestore={(id) => restore.mutate([id])} />}
      {trash.data?.next_cursor != null && <p className="small quiet">{storage.more(LISTED)}</p>}
    </>
  );
};

interface TrashListProps {
  readonly clips: readonly GenerationView[];
  readonly onRestore: (id: string) => void;
}

const TrashList = ({ clips, onRestore }: TrashListProps) => {
  const words = useWords();
  if (clips.length === 0) return <p className="soft">{words.setup.storage.trashEmpty}</p>;
  return (
    <ul className="trash">
      {clips.map((clip) => (
        <TrashRow key={clip.id} clip={clip} onRestore={() => onRestore(clip.id)} />
      ))}
    </ul>
  );
};

const TrashRow = ({ clip, onRestore }: { readonly clip: GenerationView; readonly onRestore: () => void }) => {
  const { words, language } = useSpeech();
  const name = nameOf(clip) ?? words.library.untitled;
  return (
    <li className="row">
      <span className="trash-swatch" style={{ background: clip.image.mean_color }} aria-hidden="true" />
      <span>
        {name}
        <br />
        <span className="small quiet num">
          {clip.model} · {new Date(clip.created_at).toLocaleString(language)}
        </span>
      </span>
      <button
        type="button"
        className="button button-small push"
        aria-label={`${words.setup.storage.restore}: ${name}`}
        onClick={onRestore}
      >
        {words.setup.storage.restore}
      </button>
    </li>
  );
};
