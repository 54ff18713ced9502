import type { GenerationView } from "@kinora/contract";
import type { Generation, Provider } from "@kinora/domain";

type Choice = NonNullable<GenerationView["review"]>["choices"][number];

const ATTACH: Choice = {
  action: "attach",
  billing: "Nothing new is billed: the provider's task that you name is followed, and its video is fetched.",
};

/** What a person can do about an unknown outcome, and what each way out means for money. */
const CHOICES: readonly Choice[] = [
  { action: "give_up", billing: "Nothing new is billed, but the provider may bill the try whose outcome is unknown." },
  { action: "resubmit", billing: "A second task is sent: if the first was accepted after all, both may be billed." },
];

/** What was tried, when the next look is and the ways out; null unless the generation waits for a person. */
export const reviewOf = (generation: Generation, providers: readonly Provider[]): GenerationView["review"] => {
  if (generation.status !== "needs_review") return null;
  const { tried, nextLookAt } = generation;
  const provider = providers.find(({ id }) => id === generation.provider);
  return {
    tried: [...tried],
    next_look_at: nextLookAt === undefined ? null : new Date(nextLookAt).toISOString(),
    choices: provider?.operationOfTask === undefined ? [...CHOICES] : [ATTACH, ...CHOICES],
  };
};
