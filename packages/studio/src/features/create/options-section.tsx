import type { ModelView, Resolution } from "@kinora/contract";
import { Switch } from "radix-ui";
import { Segments } from "../../parts/segments.tsx";
import { useWords } from "../../words/use-words.tsx";
import { leftOut, lengthsOf, type DraftOptions } from "./draft-options.ts";

interface OptionsProps {
  readonly model: ModelView;
  readonly options: DraftOptions;
  readonly onOptions: (options: DraftOptions) => void;
}

/** Only what the chosen model honours; the last line says what is left out. */
export const OptionsSection = (props: OptionsProps) => {
  const words = useWords();
  const { model } = props;
  const without = leftOut(model);
  return (
    <section className="options">
      <Length {...props} />
      <Size {...props} />
      {model.options.includes("loop") && <Loop {...props} />}
      <More {...props} />
      {without.length > 0 && (
        <p className="wide small quiet">
          {words.create.leftOut(without.map((name) => words.create.optionNames[name]).join(", "), model.title)}
        </p>
      )}
    </section>
  );
};

const Length = ({ model, options, onOptions }: OptionsProps) => {
  const words = useWords();
  const lengths = lengthsOf(model);
  return (
    <div className="wide">
      <span className="field-label">{words.create.length}</span>
      <Segments
        label={words.create.length}
        value={String(options.duration_seconds ?? model.default_duration_seconds)}
        choices={lengths.map((seconds) => ({ value: String(seconds), text: words.amounts.seconds(seconds) }))}
        onValue={(seconds) => onOptions({ ...options, duration_seconds: Number(seconds) })}
      />
    </div>
  );
};

const Size = ({ model, options, onOptions }: OptionsProps) => {
  const words = useWords();
  return (
    <div className="wide">
      <span className="field-label">{words.create.size}</span>
      <Segments<Resolution>
        label={words.create.size}
        value={options.resolution ?? model.default_resolution}
        choices={model.resolutions.map((value) => ({ value, text: value.replace("p", "") }))}
        onValue={(resolution) => onOptions({ ...options, resolution })}
      />
    </div>
  );
};

const Loop = ({ options, onOptions }: OptionsProps) => {
  const words = useWords();
  return (
    <div className="wide row">
      <span id="loop-label">{words.create.loop}</span>
      <Switch.Root
        className="switch push"
        aria-labelledby="loop-label"
        checked={options.loop ?? false}
        onCheckedChange={(loop) => onOptions({ ...options, loop })}
      />
    </div>
  );
};

const More = (props: OptionsProps) => {
  const words = useWords();
  const { model, options, onOptions } = props;
  return (
    <details className="wide more">
      <summary>{words.create.more}</summary>
      <div className="options">
        {model.options.includes("fps") && model.fps.length > 1 && <FrameRate {...props} />}
        {model.options.includes("seed") && <Seed {...props} />}
        {model.options.includes("negative_prompt") && (
          <label className="wide">
            <span className="field-label">{words.create.negative}</span>
            <input
              className="field"
              value={options.negative_prompt ?? ""}
              onChange={(event) => onOptions({ ...options, negative_prompt: event.target.value })}
            />
          </label>
        )}
      </div>
    </details>
  );
};

const FrameRate = ({ model, options, onOptions }: OptionsProps) => {
  const words = useWords();
  return (
    <div className="wide">
      <span className="field-label">{words.create.fps}</span>
      <Segments
        label={words.create.fps}
        value={options.fps === undefined ? undefined : String(options.fps)}
        choices={model.fps.map((fps) => ({ value: String(fps), text: String(fps) }))}
        onValue={(fps) => onOptions({ ...options, fps: Number(fps) })}
      />
    </div>
  );
};

const MAX_SEED = 4_294_967_295;

const Seed = ({ options, onOptions }: OptionsProps) => {
  const words = useWords();
  const { seed, ...rest } = options;
  const type = (text: string): void => {
    const number = Number(text);
    if (text === "") onOptions(rest);
    else if (Number.isInteger(number) && number >= 0 && number <= MAX_SEED) onOptions({ ...rest, seed: number });
  };
  return (
    <label className="wide">
      <span className="field-label">{words.create.seed}</span>
      <input
        className="field num"
        inputMode="numeric"
        placeholder={words.create.seedHint}
        value={seed ?? ""}
        onChange={(event) => type(event.target.value)}
      />
    </label>
  );
};
