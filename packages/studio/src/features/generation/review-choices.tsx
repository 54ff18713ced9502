import type { GenerationView } from "@kinora/contract";
import { RadioGroup } from "radix-ui";
import { useWords } from "../../words/use-words.tsx";

export type ReviewChoice = "attach" | "give_up" | "later";

interface ReviewChoicesProps {
  readonly generation: GenerationView;
  readonly choice: ReviewChoice;
  readonly onChoice: (choice: ReviewChoice) => void;
  readonly task: string;
  readonly onTask: (task: string) => void;
}

const isChoice = (value: string): value is ReviewChoice => ["attach", "give_up", "later"].includes(value);

/** The ways out, each with what it means for money in the server's own words. */
export const ReviewChoices = ({ generation, choice, onChoice, task, onTask }: ReviewChoicesProps) => {
  const words = useWords();
  const billing = (action: string): string | undefined =>
    generation.review?.choices.find((one) => one.action === action)?.billing;
  const rows = [
    { value: "attach", name: words.generation.attach, how: billing("attach") },
    { value: "give_up", name: words.generation.giveUp, how: billing("give_up") },
    { value: "later", name: words.generation.later, how: words.generation.laterHow },
  ] as const;
  return (
    <>
      <h2 className="strong decide-ask" id="what">
        {words.generation.reviewAsk}
      </h2>
      <RadioGroup.Root
        aria-labelledby="what"
        value={choice}
        onValueChange={(value) => {
          if (isChoice(value)) onChoice(value);
        }}
      >
        {rows.map(({ value, name, how }) => (
          <div key={value} className="choice" data-chosen={value === choice}>
            <RadioGroup.Item value={value} className="choice-mark" aria-labelledby={`choice-${value}`} />
            <div id={`choice-${value}`}>
              <strong>{name}</strong>
              <span className="small soft">{how}</span>
            </div>
            {value === "attach" && choice === "attach" && (
              <input
                className="field choice-field"
                aria-label={words.generation.taskLabel}
                placeholder={words.generation.taskLabel}
                value={task}
                onChange={(event) => onTask(event.target.value)}
              />
            )}
          </div>
        ))}
      </RadioGroup.Root>
    </>
  );
};
