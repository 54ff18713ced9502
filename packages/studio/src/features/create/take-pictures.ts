import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useLimits } from "../../server/queries.ts";
import { megabytes } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import { newDraft, useDrafts, type Draft } from "./drafts.tsx";

/** What the browser can show at once; others are shown as the server reads them. */
const isPicture = (file: File): boolean =>
  file.type.startsWith("image/") || /\.(heic|heif|avif|tiff?)$/iu.test(file.name);

const isDrawn = (file: File): boolean => file.type === "image/svg+xml";

export type Begin = Partial<Pick<Draft, "prompt" | "model" | "options" | "edits">>;

/** Why a file cannot be taken, or undefined where it can be tried. */
const refusalOf = (file: File, maxBytes: number | undefined, { welcome }: Words): string | undefined => {
  if (!isPicture(file) || isDrawn(file)) return welcome.notReadable;
  if (file.size === 0) return welcome.emptyFile;
  if (maxBytes !== undefined && file.size > maxBytes) {
    return welcome.tooLarge(megabytes(file.size), megabytes(maxBytes));
  }
  return undefined;
};

/** Makes drafts of files from wherever they come, and shows them on Create. A bad file leaves the good ones alone. */
export const useTakePictures = (): ((files: readonly File[], begin?: Begin) => void) => {
  const { dispatch } = useDrafts();
  const maxBytes = useLimits().data?.upload_max_bytes;
  const words = useWords();
  const navigate = useNavigate();
  return useCallback(
    (files: readonly File[], begin: Begin = {}) => {
      dispatch({ type: "forget_refusals" });
      for (const file of files) {
        const reason = refusalOf(file, maxBytes, words);
        if (reason === undefined) {
          const pictureUrl = URL.createObjectURL(file);
          dispatch({
            type: "add",
            draft: newDraft({ id: crypto.randomUUID(), name: file.name, image: file, pictureUrl, ...begin }),
          });
        } else {
          dispatch({ type: "refuse", refusal: { name: file.name, reason: new Error(reason) } });
        }
      }
      void navigate({ to: "/" });
    },
    [dispatch, maxBytes, navigate, words],
  );
};
