import { useRef, useState, type ChangeEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useDrafts } from "./drafts.tsx";
import { useTakePictures } from "./take-pictures.ts";
import { UrlField } from "./url-field.tsx";

const PICTURES = "image/*,.heic,.heif,.avif,.tif,.tiff";

/** Choose, paste, camera, URL. */
export const WaysIn = () => {
  const words = useWords();
  const [asksUrl, setAsksUrl] = useState(false);
  return (
    <>
      <div className="drop-ways">
        <PickButton />
        <PasteButton />
        <CameraButton />
        <button
          type="button"
          className="button button-tall"
          aria-expanded={asksUrl}
          onClick={() => setAsksUrl(!asksUrl)}
        >
          <Icon name="link" />
          {words.welcome.url}
        </button>
      </div>
      {asksUrl && <UrlField />}
    </>
  );
};

const useFileInput = () => {
  const take = useTakePictures();
  const input = useRef<HTMLInputElement>(null);
  const changed = (event: ChangeEvent<HTMLInputElement>): void => {
    take([...(event.target.files ?? [])]);
    event.target.value = "";
  };
  return { input, changed, open: () => input.current?.click() };
};

const PickButton = () => {
  const words = useWords();
  const { input, changed, open } = useFileInput();
  return (
    <>
      <button type="button" className="button button-main button-tall" onClick={open} autoFocus>
        <Icon name="upload" />
        {words.welcome.choose}
      </button>
      <input
        ref={input}
        type="file"
        accept={PICTURES}
        multiple
        hidden
        aria-label={words.welcome.choose}
        onChange={changed}
      />
    </>
  );
};

const CameraButton = () => {
  const words = useWords();
  const { input, changed, open } = useFileInput();
  return (
    <>
      <button type="button" className="button button-tall" onClick={open}>
        <Icon name="camera" />
        {words.welcome.camera}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={words.welcome.camera}
        onChange={changed}
      />
    </>
  );
};

const pastedPictures = async (): Promise<readonly File[]> => {
  const items = await navigator.clipboard.read();
  const blobs = items.map(async (item) => {
    const type = item.types.find((one) => one.startsWith("image/"));
    return type === undefined ? [] : [new File([await item.getType(type)], "pasted", { type })];
  });
  return (await Promise.all(blobs)).flat();
};

const PasteButton = () => {
  const words = useWords();
  const take = useTakePictures();
  const { dispatch } = useDrafts();
  const paste = async (): Promise<void> => {
    try {
      const pictures = await pastedPictures();
      if (pictures.length > 0) take(pictures);
      else
        dispatch({
          type: "refuse",
          refusal: { name: words.welcome.paste, reason: new Error(words.welcome.nothingToPaste) },
        });
    } catch {
      dispatch({
        type: "refuse",
        refusal: { name: words.welcome.paste, reason: new Error(words.welcome.pasteBlocked) },
      });
    }
  };
  return (
    <button type="button" className="button button-tall" onClick={() => void paste()}>
      <Icon name="paste" />
      {words.welcome.paste} <span className="key wide-only">Ctrl V</span>
    </button>
  );
};
