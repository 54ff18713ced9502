import type { ApiKeyView, KeyLimits } from "@kinora/contract";
import { PRIORITIES, type Priority } from "@kinora/contract/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useWords } from "../../words/use-words.tsx";
import { Refusal } from "./made-secret.tsx";

const LIMITS = ["day_usd", "month_usd", "requests_per_minute", "generations_under_way"] as const;
type Limit = (typeof LIMITS)[number];

/** What a key may use, in one line; undefined where it may use all. */
export const useLimitsLine = ({ limits, priority }: ApiKeyView): string | undefined => {
  const { keys } = useWords().setup;
  const facts = LIMITS.flatMap((limit) => (limits[limit] === null ? [] : [`${keys.limits[limit]}: ${limits[limit]}`]));
  if (priority !== "normal") facts.push(`${keys.priority}: ${keys.priorities[priority]}`);
  return facts.length === 0 ? undefined : facts.join(" · ");
};

const textOf = (limits: KeyLimits): Record<Limit, string> => ({
  day_usd: limits.day_usd?.toString() ?? "",
  month_usd: limits.month_usd?.toString() ?? "",
  requests_per_minute: limits.requests_per_minute?.toString() ?? "",
  generations_under_way: limits.generations_under_way?.toString() ?? "",
});

const limitOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** Changes what a key may use; an empty field is no limit. */
export const KeyLimitsForm = ({ apiKey, onSaved }: { readonly apiKey: ApiKeyView; readonly onSaved: () => void }) => {
  const { keys } = useWords().setup;
  const queries = useQueryClient();
  const [texts, setTexts] = useState(() => textOf(apiKey.limits));
  const [priority, setPriority] = useState<Priority>(apiKey.priority);
  const change = useMutation({
    mutationFn: () => {
      const limits = Object.fromEntries(LIMITS.map((limit) => [limit, limitOf(texts[limit])]));
      return server().changeKey(apiKey.id, { limits, priority });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["keys"] });
      onSaved();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  const id = (field: string): string => `${apiKey.id}-${field}`;
  return (
    <form className="new-one provider-note" onSubmit={submit}>
      {LIMITS.map((limit) => (
        <label key={limit} htmlFor={id(limit)}>
          <span className="field-label">{keys.limits[limit]}</span>
          <input
            id={id(limit)}
            className="field"
            type="number"
            min={0}
            step={limit.endsWith("_usd") ? "0.01" : "1"}
            placeholder={keys.unlimited}
            value={texts[limit]}
            onChange={(event) => setTexts({ ...texts, [limit]: event.target.value })}
          />
        </label>
      ))}
      <label htmlFor={id("priority")}>
        <span className="field-label">{keys.priority}</span>
        <select
          id={id("priority")}
          className="field"
          value={priority}
          onChange={(event) => setPriority(PRIORITIES.find((one) => one === event.target.value) ?? "normal")}
        >
          {PRIORITIES.map((one) => (
            <option key={one} value={one}>
              {keys.priorities[one]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button">
        {keys.save}
      </button>
      <Refusal error={change.error} />
    </form>
  );
};
