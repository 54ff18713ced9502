import type { GenerationView } from "@kinora/contract";
import { dollars } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";

const costWord = ({ cost }: GenerationView, { generation }: Words): string => {
  const { settled_usd: settled, held_usd: held, estimate_usd: estimate } = cost;
  if (settled !== null) return settled === 0 ? generation.free : (cost.native ?? dollars(settled));
  if (held > 0) return generation.held(dollars(held));
  if (estimate === null) return generation.unknownCost;
  return estimate === 0 ? generation.free : dollars(estimate);
};

const sizeWord = ({ artifacts, options }: GenerationView, { amounts }: Words): string | undefined => {
  const video = artifacts.find(({ kind }) => kind === "video");
  const length = video?.duration_seconds ?? options.duration_seconds;
  const size = video === undefined ? options.resolution : `${video.width} × ${video.height}`;
  return [size, length == null ? undefined : amounts.seconds(length)].filter((part) => part !== undefined).join(", ");
};

const tookSeconds = ({ created_at: from, finished_at: to }: GenerationView): number | undefined =>
  to === null ? undefined : (Date.parse(to) - Date.parse(from)) / 1000;

/** Prompt, model, cost, size, seed: what was asked and what it is. */
export const Facts = ({ generation }: { readonly generation: GenerationView }) => {
  const words = useWords();
  const { model, model_asked: asked, prompt, options } = generation;
  const took = tookSeconds(generation);
  const seed = options.seed ?? generation.plan?.seed;
  return (
    <dl className="facts">
      <dt>{words.generation.prompt}</dt>
      <dd>{prompt ?? words.generation.noPrompt}</dd>
      <dt>{words.generation.model}</dt>
      <dd>
        {model}
        {asked !== model && asked !== "auto" && <span className="quiet"> ({words.generation.modelAsked(asked)})</span>}
      </dd>
      <dt>{words.generation.cost}</dt>
      <dd className="num">{costWord(generation, words)}</dd>
      <dt>{words.generation.size}</dt>
      <dd className="num">{sizeWord(generation, words)}</dd>
      {took !== undefined && (
        <>
          <dt>{words.generation.took}</dt>
          <dd className="num">{words.amounts.seconds(took)}</dd>
        </>
      )}
      {seed !== undefined && (
        <>
          <dt>{words.generation.seed}</dt>
          <dd className="num">
            {seed} <CopyButton text={String(seed)} className="link small" label={words.generation.copy} />
          </dd>
        </>
      )}
    </dl>
  );
};
