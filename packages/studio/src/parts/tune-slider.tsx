import { Slider } from "radix-ui";

interface TuneSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly step: number;
  readonly text: string;
  readonly onValue: (value: number) => void;
}

/** The slider of a movement: accent, because it means motion. */
export const TuneSlider = ({ label, value, min = 0, max, step, text, onValue }: TuneSliderProps) => (
  <Slider.Root
    className="tune"
    value={[value]}
    min={min}
    max={max}
    step={step}
    onValueChange={([next = value]) => onValue(next)}
  >
    <Slider.Track className="tune-track">
      <Slider.Range className="tune-range" />
    </Slider.Track>
    <Slider.Thumb className="tune-thumb" aria-label={label} aria-valuetext={text} />
  </Slider.Root>
);
