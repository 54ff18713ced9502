import type { UsageView } from "@kinora/contract";
import type { CSSProperties } from "react";
import { useNow } from "../../parts/use-now.ts";
import { useUsage } from "../../server/queries.ts";
import { dollars } from "../../words/amounts.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { spendByDay, type SpendByDay } from "./spend-by-day.ts";

/** What the last 30 days cost, by day and model, with the same as a table. */
export const UsageChart = () => {
  const words = useWords();
  const { data: usage, error } = useUsage();
  const today = new Date(useNow()).toISOString().slice(0, 10);
  if (error !== null)
    return (
      <p role="alert">
        <ErrorText error={error} />
      </p>
    );
  if (usage === undefined) return <p className="soft">{words.amounts.wait}</p>;
  if (usage.data.length === 0) return <p className="soft">{words.settings.nothingYet}</p>;
  const spend = spendByDay(usage.data, today);
  return (
    <>
      <h3 className="small strong">{words.settings.perDay}</h3>
      <Bars spend={spend} heldUsd={usage.held_usd} />
      <Legend spend={spend} heldUsd={usage.held_usd} />
      <details className="more">
        <summary>{words.settings.asTable}</summary>
        <UsageTable usage={usage} />
      </details>
    </>
  );
};

interface BarsProps {
  readonly spend: SpendByDay;
  /** Held now: outlined on top of today. */
  readonly heldUsd: number;
}

const heightOf = (usd: number, most: number): CSSProperties => ({ height: `${most === 0 ? 0 : (100 * usd) / most}%` });

const Bars = ({ spend, heldUsd }: BarsProps) => {
  const { words, language } = useSpeech();
  const { days } = spend;
  const total = days.reduce((sum, { usd }) => sum + usd, 0);
  const most = Math.max(spend.mostUsd, (days.at(-1)?.usd ?? 0) + heldUsd);
  const shown = (day: string): string =>
    new Date(day).toLocaleDateString(language, { day: "numeric", month: "short", timeZone: "UTC" });
  return (
    <figure className="spend">
      <span className="spend-most small quiet num">{dollars(most)}</span>
      <div
        className="spend-bars"
        role="img"
        aria-label={words.settings.chartSays(dollars(total), dollars(spend.mostUsd))}
      >
        {days.map(({ day, usd, spends }, index) => (
          <div key={day} className="spend-day" title={`${shown(day)}: ${dollars(usd)}`}>
            {index === days.length - 1 && heldUsd > 0 && <i className="spend-held" style={heightOf(heldUsd, most)} />}
            {spends.toReversed().map(({ model, usd: part }) => (
              <i key={model} className="spend-part" data-model={model} style={heightOf(part, most)} />
            ))}
          </div>
        ))}
      </div>
      <figcaption className="small quiet num">
        <span>{shown(days[0]?.day ?? "")}</span>
        <span>{shown(days.at(-1)?.day ?? "")}</span>
      </figcaption>
    </figure>
  );
};

const Legend = ({ spend: { models, hasOthers }, heldUsd }: BarsProps) => {
  const words = useWords();
  const names = hasOthers ? [...models, words.settings.otherModels] : models;
  return (
    <ul className="spend-legend small">
      {names.map((name, index) => (
        <li key={name}>
          <i className="spend-part" data-model={index} />
          {name}
        </li>
      ))}
      {heldUsd > 0 && (
        <li>
          <i className="spend-held" />
          {words.settings.heldNow}
        </li>
      )}
    </ul>
  );
};

const UsageTable = ({ usage }: { readonly usage: UsageView }) => {
  const words = useWords();
  return (
    <table className="usage">
      <caption className="sr">{words.settings.perDay}</caption>
      <thead>
        <tr>
          {[words.settings.day, words.settings.provider, words.settings.model].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col" className="num">
            {words.settings.clips}
          </th>
          <th scope="col" className="num">
            {words.settings.cost}
          </th>
        </tr>
      </thead>
      <tbody>
        {usage.data.map(({ day, provider, model, billed, settled_usd: sum, unknown }) => (
          <tr key={`${day} ${provider} ${model}`}>
            <td className="num">{day}</td>
            <td>{provider}</td>
            <td>{model}</td>
            <td className="num">{billed}</td>
            <td className="num">
              {dollars(sum)}
              {unknown > 0 && ` + ${unknown} × ?`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
