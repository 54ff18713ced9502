import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useWords } from "../../words/use-words.tsx";
import { newDraft, useDrafts } from "./drafts.tsx";
import { uploadUrl } from "./use-shown-picture.ts";

/** The server fetches the picture, under its own guard; the page never speaks to another host. */
export const UrlField = () => {
  const words = useWords();
  const { dispatch } = useDrafts();
  const [url, setUrl] = useState("");
  const { mutate, isPending } = useMutation({
    mutationFn: () => server().uploadFrom(url.trim()),
    onSuccess: ({ id }) =>
      dispatch({
        type: "add",
        draft: newDraft({
          id: crypto.randomUUID(),
          name: url.trim(),
          image: { upload: id },
          pictureUrl: uploadUrl(id),
        }),
      }),
    onError: (reason) => {
      dispatch({ type: "forget_refusals" });
      dispatch({ type: "refuse", refusal: { name: url.trim(), reason } });
    },
  });
  const fetchIt = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className="url-field row" onSubmit={fetchIt}>
      <input
        className="field"
        type="url"
        required
        aria-label={words.welcome.urlLabel}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <button type="submit" className="button" aria-disabled={isPending ? true : undefined}>
        {isPending ? words.amounts.wait : words.welcome.fetch}
      </button>
    </form>
  );
};
