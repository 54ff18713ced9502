import type { Camera, CameraType } from "@kinora/contract";
import { CAMERA_TYPES } from "@kinora/contract/words";
import { Icon } from "../../parts/icon.tsx";
import { TuneSlider } from "../../parts/tune-slider.tsx";
import { useWords } from "../../words/use-words.tsx";

/** The camera's move, which is always there, if only as "stays still". */
export const CameraRow = ({
  camera,
  onCamera,
}: {
  readonly camera: Camera;
  readonly onCamera: (camera: Camera) => void;
}) => {
  const words = useWords();
  const name = words.create.cameras[camera.type];
  const text = words.create.strength(camera.amount);
  return (
    <li className="move">
      <Icon name="zoom" />
      <select
        className="move-select"
        aria-label={name}
        value={camera.type}
        onChange={(event) => onCamera({ ...camera, type: event.target.value as CameraType })}
      >
        {CAMERA_TYPES.map((type) => (
          <option key={type} value={type}>
            {words.create.cameras[type]}
          </option>
        ))}
      </select>
      <div className="move-end">
        {camera.type !== "static" && (
          <button
            type="button"
            className="icon-button icon-button-small"
            aria-label={words.create.remove(name)}
            onClick={() => onCamera({ ...camera, type: "static" })}
          >
            <Icon name="x" small />
          </button>
        )}
      </div>
      {camera.type !== "static" && (
        <div className="move-tune">
          <TuneSlider
            label={words.create.amount(name)}
            value={camera.amount}
            max={3}
            step={0.1}
            text={text}
            onValue={(amount) => onCamera({ ...camera, amount })}
          />
          <span className="num move-text">{text}</span>
          <span className="dial-place" />
        </div>
      )}
    </li>
  );
};
