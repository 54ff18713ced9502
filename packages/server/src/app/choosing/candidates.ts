import { type Considered, Failure, type ModelCapabilities } from "@kinora/contract";
import { type Offer, rankModels, rankText, type RankFacts } from "@kinora/domain";
import { ETA_SAMPLES, median } from "../eta.ts";
import { offersOf } from "../offers.ts";
import { type Asked, askExactly, askModel, type Chooser, namesIn, type Wish } from "./ask-model.ts";

/** A model that could make it. Of those with the same place, the first that takes the picture is used. */
export interface Candidate extends Asked {
  readonly place: number;
  readonly why: string;
}

/** A model that cannot or may not make it. */
export interface Left {
  readonly failure: Failure;
  readonly considered: Considered;
}

export interface Candidates {
  readonly fitting: readonly Candidate[];
  readonly left: readonly Left[];
}

const leftOf = ({ id, provider }: Pick<ModelCapabilities, "id" | "provider">, failure: Failure): Left => ({
  failure,
  considered: { model: id, provider, verdict: "left", reason: failure.message },
});

const byName = ({ model }: Offer, name: string): boolean =>
  model.id === name || `${model.provider}/${model.id}` === name;

/** A model by the name that was asked; a name that nobody has is refused, whatever else was named. */
const modelNamed = (app: Chooser, name: string): Pick<ModelCapabilities, "id" | "provider"> =>
  offersOf(app.providers, name).find((offer) => byName(offer, name))?.model ?? { id: name, provider: "" };

const tryModel = (ask: () => Candidate, model: () => Pick<ModelCapabilities, "id" | "provider">): Candidate | Left => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Failure && error.code !== "model_not_found") return leftOf(model(), error);
    throw error;
  }
};

const isCandidate = (one: Candidate | Left): one is Candidate => "choice" in one;

const whyNamed = (name: string, place: number): string => {
  if (place > 0) return `Place ${place} in fallback_models.`;
  return name === "auto"
    ? "auto means the embedded engine, where nothing is preferred."
    : "It was asked for by its name.";
};

const factsOf = async (app: Chooser, { choice, costUsd }: Asked, wish: Wish): Promise<RankFacts> => {
  const { id, provider } = choice.model;
  const place = app.config.bestModels.findIndex((name) => name === id || name === `${provider}/${id}`);
  const asksTime = wish.request.prefer === "fastest";
  return {
    costUsd,
    usualSeconds: asksTime ? median(await app.store.recentRunSeconds(id, ETA_SAMPLES)) : undefined,
    bestPlace: place === -1 ? undefined : place,
  };
};

/** Every model that is set up and honours all that is asked, the one that is preferred first. */
const preferred = async (app: Chooser, wish: Wish, place: number): Promise<Candidates> => {
  const { prefer = "cheapest" } = wish.request;
  const asked = offersOf(app.providers)
    .filter(({ configured }) => configured)
    .map(({ model }) =>
      tryModel(
        () => ({ ...askExactly(app, wish, { model, strict: true }), place, why: "" }),
        () => model,
      ),
    );
  const fitting = asked.filter(isCandidate);
  const ranked = rankModels(
    prefer,
    await Promise.all(fitting.map(async (one) => ({ one, facts: await factsOf(app, one, wish) }))),
  );
  return {
    fitting: ranked.map(({ one, facts }) => ({ ...one, why: `${rankText(prefer, facts)}.` })),
    left: asked.filter((one): one is Left => !isCandidate(one)),
  };
};

const named = (app: Chooser, wish: Wish, { name, place }: { name: string; place: number }): Candidates => {
  const strict = wish.request.strict === true;
  const one = tryModel(
    () => {
      const asked = askModel(app, wish, { name, strict, fallback: "off" });
      const overruled = asked.choice.warnings.find(({ code }) => code === "always_local");
      return { ...asked, place, why: overruled?.message ?? whyNamed(name, place) };
    },
    () => modelNamed(app, name),
  );
  return isCandidate(one) ? { fitting: [one], left: [] } : { fitting: [], left: [one] };
};

/** No model of those that were named may or can: the embedded engine may stand in for the first, else that is the end. */
const standIn = (app: Chooser, wish: Wish, { name, left }: { name: string; left: readonly Left[] }): Candidates => {
  try {
    const strict = wish.request.strict === true;
    const one = askModel(app, wish, { name, strict, fallback: app.config.fallback });
    return {
      fitting: [{ ...one, place: 0, why: "It stands in: no model that was named is set up here and fits." }],
      left,
    };
  } catch (error) {
    if (error instanceof Failure && left.length > 1) throw noneFits(left);
    throw error;
  }
};

const MOST_REASONS = 6;

/** Says of each why not, with the code of the first. */
export const noneFits = (left: readonly Left[]): Failure => {
  const [first] = left;
  if (first !== undefined && left.length === 1) return first.failure;
  const reasons = left
    .slice(0, MOST_REASONS)
    .map(({ considered: { model, reason } }) => `${model}: ${reason}`)
    .join(" ");
  return new Failure(first?.failure.code ?? "model_does_not_fit", { detail: `No model fits. ${reasons}` });
};

/**
 * The models that a request means, as far as that can be said without its picture: those that fit, the first to try first,
 * and those that do not. Throws a Failure where none fits, or where a name is nobody's.
 */
export const candidatesFor = async (app: Chooser, wish: Wish): Promise<Candidates> => {
  const names = namesIn(app, wish.request);
  const isRanked = (name: string): boolean => name === "auto" && wish.request.prefer !== undefined;
  const found: Candidates[] = [];
  for (const [place, name] of names.entries()) {
    found.push(isRanked(name) ? await preferred(app, wish, place) : named(app, wish, { name, place }));
  }
  const fitting = found.flatMap((one) => one.fitting);
  const left = found.flatMap((one) => one.left);
  const [name = "auto"] = names;
  if (fitting.length > 0) return { fitting, left };
  if (isRanked(name)) throw noneFits(left);
  return standIn(app, wish, { name, left });
};
