import type { LogEventView } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import { clockTime } from "../../words/amounts.ts";
import { useSpeech } from "../../words/use-words.tsx";

const textOf = ({ data, type }: LogEventView, words: Readonly<Record<string, string>>): string => {
  const { message, note, progress, stage } = data;
  const said = [message, note].find((one) => typeof one === "string");
  if (typeof said === "string") return said;
  if (type === "generation.progressed" && typeof progress === "number") {
    return typeof stage === "string" ? `${progress} %, ${stage}` : `${progress} %`;
  }
  return words[type] ?? type;
};

/** What happened, the newest first, in the server's words where it said some. */
export const EventList = ({
  events,
  live = false,
}: {
  readonly events: readonly LogEventView[];
  readonly live?: boolean;
}) => {
  const { words, language } = useSpeech();
  return (
    <>
      <div className="head">
        <h2>{words.generation.events}</h2>
        {live && (
          <span className="push tag tag-ok">
            <Icon name="check" small />
            {words.generation.live}
          </span>
        )}
      </div>
      <ol className="events">
        {[...events].reverse().map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{clockTime(event.at, language)}</time>
            <span>{textOf(event, words.generation.eventWords)}</span>
          </li>
        ))}
      </ol>
    </>
  );
};
