import { Failure, FAILURES } from "@kinora/contract/words";
import { ServerUnreachable } from "@kinora/sdk";
import { useSpeech, type Language, type Speech } from "./use-words.tsx";

/** What a reader is told of an error. */
export interface Told {
  /** In the reader's language, where the page has words for it. */
  readonly sentence: string;
  /** What the server says of this very case: a number, a field, a name. It writes English. */
  readonly detail?: string;
}

/** The server's details are whole sentences in English, which need no other before them for an English reader. */
export const withDetail = (sentence: string, detail: string, language: Language): Told =>
  language === "en" ? { sentence: detail } : { sentence, detail };

/**
 * The page's own sentence for the error's code, then the server's detail where it says more. A code of a newer
 * server is read as `internal` with the server's text: that text is all there is to say.
 */
export const toldOf = (error: Error, { words, language }: Pick<Speech, "words" | "language">): Told => {
  if (error instanceof ServerUnreachable) return { sentence: words.failures.unreachable };
  if (!(error instanceof Failure)) return { sentence: error.message };
  const sentence = words.failures.codes[error.code];
  if (error.message === FAILURES[error.code].say) return { sentence };
  if (error.code === "internal") return { sentence: error.message };
  return withDetail(sentence, error.message, language);
};

/** The one place where the page shows an error. */
export const ErrorText = ({ error }: { readonly error: Error }) => {
  const speech = useSpeech();
  return <ToldText {...toldOf(error, speech)} />;
};

/** A sentence, and beside it what the server wrote, which a screen reader reads as the English that it is. */
export const ToldText = ({ sentence, detail }: Told) => (
  <>
    {sentence}
    {detail !== undefined && (
      <>
        {" "}
        <span lang="en">{detail}</span>
      </>
    )}
  </>
);
