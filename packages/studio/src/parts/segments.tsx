import { ToggleGroup } from "radix-ui";

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly choices: readonly { readonly value: T; readonly text: string }[];
  readonly onValue: (value: T) => void;
}

/** One of a few. */
export const Segments = <T extends string>({ label, value, choices, onValue }: SegmentsProps<T>) => (
  <ToggleGroup.Root
    type="single"
    className="segments"
    aria-label={label}
    value={value ?? ""}
    onValueChange={(next) => {
      const chosen = choices.find((choice) => choice.value === next);
      if (chosen !== undefined) onValue(chosen.value);
    }}
  >
    {choices.map((choice) => (
      <ToggleGroup.Item key={choice.value} value={choice.value}>
        {choice.text}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
);
