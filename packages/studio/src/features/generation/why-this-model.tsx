import type { GenerationView } from "@kinora/contract";
import { useWords } from "../../words/use-words.tsx";

/** The models that were looked at, and why each was used or not. */
export const WhyThisModel = ({ generation: { considered } }: { readonly generation: GenerationView }) => {
  const words = useWords();
  if (considered.length === 0) return null;
  return (
    <details className="ruled more">
      <summary>{words.generation.considered}</summary>
      {considered.map(({ model, verdict, reason }) => (
        <p key={model} className="small considered">
          <strong>{model}</strong> <span className="quiet">{words.generation.verdicts[verdict]}</span>
          <br />
          <span className="soft">{reason}</span>
        </p>
      ))}
    </details>
  );
};
