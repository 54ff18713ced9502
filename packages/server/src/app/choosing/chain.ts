import { type Considered, Failure, type Warning } from "@kinora/contract";
import { type Fallback, fallbackWarning, type ImageRef, planStillFit } from "@kinora/domain";
import type { Wish } from "./ask-model.ts";
import { type Candidate, type Candidates, type Left, noneFits } from "./candidates.ts";

export interface Pictures {
  readonly image: ImageRef;
  readonly lastImage: ImageRef | undefined;
  /** What was done to them on their way in. */
  readonly warnings?: readonly Warning[];
}

/** The models that will be tried, the first one first, each as it will be asked. */
export interface Chain {
  readonly links: readonly [Fallback, ...Fallback[]];
  /** The models that the request named or was given, with what became of each. */
  readonly considered: readonly Considered[];
  /** The same, with every model that a preference passed over. */
  readonly allConsidered: readonly Considered[];
}

/** What will be done to the pictures for this model. What cannot be made to fit is refused, and so is any change when strict. */
const pictureWarnings = ({ choice }: Candidate, pictures: Pictures, strict: boolean): Warning[] => {
  const { last_image: last } = choice.options;
  const lastFit =
    pictures.lastImage === undefined || last === undefined
      ? []
      : planStillFit(choice.model, pictures.lastImage).warnings;
  const warnings = [
    ...(pictures.warnings ?? []),
    ...planStillFit(choice.model, pictures.image).warnings,
    ...lastFit.map((warning) => ({ ...warning, option: "last_image" })),
  ];
  if (strict && warnings.length > 0) {
    throw new Failure("model_does_not_fit", { detail: warnings.map(({ message }) => message).join(" ") });
  }
  return warnings;
};

/** The pictures are stored files from now on. */
const linkOf = (candidate: Candidate, pictures: Pictures | undefined, strict: boolean): Fallback => {
  const { model, options, warnings } = candidate.choice;
  const { last_image: last, ...others } = options;
  const changes = pictures === undefined ? [] : pictureWarnings(candidate, pictures, strict);
  return {
    model: model.id,
    provider: model.provider,
    billing: model.billing,
    options: others,
    lastImage: last === undefined ? undefined : pictures?.lastImage,
    estimateMicroUsd: candidate.costUsd === undefined ? undefined : Math.round(candidate.costUsd * 1e6),
    warnings: [...warnings, ...changes],
  };
};

interface Draft {
  readonly links: Fallback[];
  readonly left: Left[];
  readonly considered: Considered[];
  /** Those that one of the same place is preferred to. */
  readonly passedOver: Considered[];
  readonly filled: Set<number>;
}

const consider = (draft: Draft, candidate: Candidate, link: () => Fallback): void => {
  const { id: model, provider } = candidate.choice.model;
  if (draft.links.some((one) => one.model === model && one.provider === provider)) return;
  if (draft.filled.has(candidate.place)) {
    draft.passedOver.push({ model, provider, verdict: "left", reason: `Another is preferred. ${candidate.why}` });
    return;
  }
  try {
    draft.links.push(link());
    draft.filled.add(candidate.place);
    draft.considered.push({
      model,
      provider,
      verdict: draft.links.length === 1 ? "chosen" : "fallback",
      reason: candidate.why,
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    draft.left.push({ failure: error, considered: { model, provider, verdict: "left", reason: error.message } });
  }
};

/** Who is strict named the others all the same: nothing was done otherwise than asked. */
const told = (first: Fallback, { filled, left: [asked] }: Draft, { request }: Wish): readonly Warning[] =>
  asked === undefined || filled.has(0) || request.strict === true
    ? []
    : [fallbackWarning(asked.considered.model, asked.considered.reason, first.model)];

/** The models to try; without pictures, nothing is said of how they fit. Throws a Failure where none takes them. */
export const chainOf = (wish: Wish, { fitting, left }: Candidates, pictures: Pictures | undefined): Chain => {
  const strict = wish.request.strict === true;
  const draft: Draft = { links: [], left: [...left], considered: [], passedOver: [], filled: new Set() };
  for (const candidate of fitting) consider(draft, candidate, () => linkOf(candidate, pictures, strict));
  const [first, ...rest] = draft.links;
  if (first === undefined) throw noneFits(draft.left);
  const isRanked = wish.request.prefer !== undefined;
  const unfit = draft.left.map(({ considered }) => considered);
  const considered = [...draft.considered, ...(isRanked ? [] : unfit)];
  return {
    links: [{ ...first, warnings: [...told(first, draft, wish), ...first.warnings] }, ...rest],
    considered,
    allConsidered: [...draft.considered, ...draft.passedOver, ...unfit],
  };
};
