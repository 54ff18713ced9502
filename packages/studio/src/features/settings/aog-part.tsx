import type { AogDocument } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWords } from "../../words/use-words.tsx";
import { server } from "../../server/client.ts";
import { Refusal } from "./made-secret.tsx";

/** Long enough for the browser to have taken the file. */
const KEPT_MS = 60_000;

const save = (document_: AogDocument): void => {
  const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "kinora.aog";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};

/** This installation as a file, and such a file taken over. */
export const AogPart = () => {
  const words = useWords();
  const { aog } = words.setup;
  const queries = useQueryClient();
  const download = useMutation({ mutationFn: async () => save(await server().exportAog()) });
  const take = useMutation({
    mutationFn: async (file: File) => server().importAog(JSON.parse(await file.text()) as AogDocument),
    onSuccess: () => queries.invalidateQueries(),
  });
  const error = take.error instanceof SyntaxError ? new Error(aog.notJson) : take.error;
  return (
    <section className="part" aria-labelledby="aog-title">
      <h2 id="aog-title">{words.settings.parts.aog}</h2>
      <p>{aog.how}</p>
      <div className="row">
        <button type="button" className="button" onClick={() => download.mutate()}>
          {aog.download}
        </button>
        <label className="button file-button">
          {aog.choose}
          <input
            type="file"
            className="sr"
            accept=".aog,application/json"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) take.mutate(file);
              event.target.value = "";
            }}
          />
        </label>
      </div>
      <Refusal error={download.error ?? error} />
      {take.data !== undefined && (
        <div role="status" className="aog-report small">
          <p className="strong">{aog.imported(take.data.imported.length)}</p>
          <p className="soft">{take.data.imported.join(", ")}</p>
          {take.data.skipped.length > 0 && <p className="strong">{aog.skipped(take.data.skipped.length)}</p>}
          {take.data.skipped.map(({ name, reason }) => (
            <p key={name} className="soft">
              {name}: {reason}
            </p>
          ))}
        </div>
      )}
    </section>
  );
};
