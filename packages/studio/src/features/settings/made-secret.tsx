import { CopyButton } from "../../parts/copy-button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";

/** What the server shows once. */
export const MadeSecret = ({ secret, note }: { readonly secret: string; readonly note?: string }) => {
  const words = useWords();
  return (
    <div className="made-secret" role="status">
      <p className="small strong">
        {words.setup.made} {note}
      </p>
      <div className="row">
        <code>{secret}</code>
        <CopyButton text={secret} className="button button-small push" label={words.settings.copy}>
          <Icon name="copy" small />
        </CopyButton>
      </div>
    </div>
  );
};

/** What was refused, and why. */
export const Refusal = ({ error }: { readonly error: Error | null }) =>
  error === null ? null : (
    <p role="alert" className="small tag-danger">
      <ErrorText error={error} />
    </p>
  );
