import type { ArtifactView, GenerationView } from "@kinora/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { DropdownMenu } from "radix-ui";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { megabytes } from "../../words/amounts.ts";
import { useWords } from "../../words/use-words.tsx";
import { useDrafts, type Draft } from "../create/drafts.tsx";
import { draftOfGeneration, draftOfLastFrame } from "./draft-of-generation.ts";
import { ReuseButton } from "./reuse-button.tsx";

interface DoneActionsProps {
  readonly generation: GenerationView;
  readonly video: ArtifactView;
}

const contentUrl = ({ id }: GenerationView, variant: string): string =>
  `/api/v1/generations/${encodeURIComponent(id)}/content?variant=${variant}`;

/** Download, and four ways on. */
export const DoneActions = (props: DoneActionsProps) => {
  const words = useWords();
  return (
    <section className="done-actions">
      <Downloads {...props} />
      <div className="done-ways">
        <ExtendButton {...props} />
        <VaryButton {...props} />
        <ReuseButton generation={props.generation} />
        <CopyButton
          text={new URL(props.video.url, location.href).href}
          className="button"
          label={words.generation.copyLink}
        >
          <Icon name="link" />
        </CopyButton>
      </div>
      <p className="small quiet">{words.generation.waysOn}</p>
    </section>
  );
};

const Downloads = ({ generation, video }: DoneActionsProps) => {
  const words = useWords();
  const others = [
    { variant: "gif", name: "GIF" },
    { variant: "webp", name: "WebP" },
    { variant: "last-frame", name: words.generation.lastFrame },
  ];
  return (
    <div className="row">
      <a className="button button-solid grow" href={contentUrl(generation, "video")} download={`${generation.id}.mp4`}>
        <Icon name="down" />
        {words.generation.download(video.type === "video/webm" ? "WebM" : "MP4")}{" "}
        <small className="num">{megabytes(video.bytes)}</small>
      </a>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="button button-square" aria-label={words.generation.otherFormats}>
          <Icon name="chev" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
            {others.map(({ variant, name }) => (
              <DropdownMenu.Item key={variant} asChild>
                <a href={contentUrl(generation, variant)} download={`${generation.id}.${variant}`}>
                  {words.generation.download(name)}
                </a>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
};

/** Puts a draft on the table and goes there. */
const useOpenDraft = (): ((draft: Draft) => Promise<void>) => {
  const { dispatch } = useDrafts();
  const navigate = useNavigate();
  return async (draft) => {
    dispatch({ type: "clear" });
    dispatch({ type: "add", draft });
    await navigate({ to: "/" });
  };
};

const ExtendButton = ({ generation }: DoneActionsProps) => {
  const words = useWords();
  const open = useOpenDraft();
  const draft = draftOfLastFrame(generation);
  if (draft === undefined) return null;
  return (
    <button type="button" className="button" onClick={() => void open(draft)}>
      <Icon name="extend" />
      {words.generation.extend}
    </button>
  );
};

const MAX_SEED = 4_294_967_295;

/** Another seed: the next one, so that it can be named and found again. */
const varied = (draft: Draft, { options, plan }: GenerationView): Draft => {
  const seed = options.seed ?? plan?.seed ?? 0;
  return { ...draft, options: { ...draft.options, seed: seed === MAX_SEED ? 0 : seed + 1 } };
};

const VaryButton = ({ generation }: DoneActionsProps) => {
  const words = useWords();
  const open = useOpenDraft();
  const { mutate } = useMutation({
    mutationFn: () => draftOfGeneration(generation),
    onSuccess: (draft) => open(varied(draft, generation)),
  });
  return (
    <button type="button" className="button" onClick={() => mutate()}>
      <Icon name="vary" />
      {words.generation.vary}
    </button>
  );
};
