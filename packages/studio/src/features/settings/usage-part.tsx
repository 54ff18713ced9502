import type { BudgetsView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useBudgets } from "../../server/queries.ts";
import { dollars } from "../../words/amounts.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { UsageChart } from "./usage-chart.tsx";

/** What was spent, what is held, and the limits. */
export const UsagePart = () => {
  const words = useWords();
  const budgets = useBudgets();
  return (
    <section className="part" aria-labelledby="usage-title">
      <h2 id="usage-title">{words.settings.parts.usage}</h2>
      <p>{words.settings.usageHow}</p>
      {budgets.error !== null && (
        <p role="alert">
          <ErrorText error={budgets.error} />
        </p>
      )}
      {budgets.data !== undefined && (
        <div className="budget">
          <Spent budgets={budgets.data} />
          <LimitsForm key={JSON.stringify(budgets.data)} budgets={budgets.data} />
        </div>
      )}
      <UsageChart />
    </section>
  );
};

const Spent = ({ budgets: { month } }: { readonly budgets: BudgetsView }) => {
  const { words, language } = useSpeech();
  const resets = new Date(month.resets_at);
  const name = new Date(resets.getTime() - 1).toLocaleDateString(language, { month: "long", timeZone: "UTC" });
  const limit = month.limit_usd;
  return (
    <div>
      <p className="big">{dollars(month.spent_usd)}</p>
      <p className="small soft num">
        {limit === null
          ? words.settings.spentIn(dollars(month.spent_usd), name)
          : words.settings.spentOf(dollars(month.spent_usd), dollars(limit), name)}
      </p>
      {limit !== null && limit > 0 && (
        <div
          className="meter"
          role="meter"
          aria-label={words.settings.parts.usage}
          aria-valuemin={0}
          aria-valuenow={month.spent_usd}
          aria-valuemax={limit}
        >
          <i style={{ width: `${Math.min(100, (100 * month.spent_usd) / limit)}%` }} />
          <b
            style={{
              left: `${Math.min(100, (100 * month.spent_usd) / limit)}%`,
              width: `${Math.min(100, (100 * month.held_usd) / limit)}%`,
            }}
          />
        </div>
      )}
      <dl className="facts">
        <dt>{words.settings.heldNow}</dt>
        <dd className="num">{dollars(month.held_usd)}</dd>
      </dl>
    </div>
  );
};

const textOf = (limit: number | null): string => (limit === null ? "" : String(limit));
/** An empty field is no limit; what is no number is refused by the field itself. */
const limitOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

const LimitsForm = ({ budgets }: { readonly budgets: BudgetsView }) => {
  const words = useWords();
  const queries = useQueryClient();
  const [day, setDay] = useState(textOf(budgets.day.limit_usd));
  const [month, setMonth] = useState(textOf(budgets.month.limit_usd));
  const { mutate, error, isSuccess } = useMutation({
    mutationFn: () => server().setBudgets({ day_usd: limitOf(day), month_usd: limitOf(month) }),
    onSuccess: (now) => queries.setQueryData(["budgets"], now),
  });
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate();
  };
  const fields = [
    { id: "day-limit", name: words.settings.dayLimit, value: day, set: setDay },
    { id: "month-limit", name: words.settings.monthLimit, value: month, set: setMonth },
  ];
  return (
    <form className="limits" onSubmit={save}>
      {fields.map(({ id, name, value, set }) => (
        <label key={id} htmlFor={id}>
          <span className="field-label">{name}</span>
          <input
            id={id}
            className="field num"
            type="number"
            min="0"
            step="0.01"
            placeholder={words.settings.noLimit}
            value={value}
            onChange={(event) => set(event.target.value)}
          />
        </label>
      ))}
      <button type="submit" className="button button-small">
        {words.settings.save}
      </button>
      <span role="status" className="small soft">
        {error !== null && <ErrorText error={error} />}
        {isSuccess && words.settings.saved}
      </span>
    </form>
  );
};
