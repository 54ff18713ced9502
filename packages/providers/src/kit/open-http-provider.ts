import { Failure, type JsonValue, type ModelCapabilities } from "@kinora/contract";
import { CLOCK_TOLERANCE_MS, type FailureRecord, type Provider } from "@kinora/domain";
import { createAccount, type Account } from "./account.ts";
import { defineProvider, type ProviderActions } from "./define-provider.ts";
import type { Call, CallFor, HttpAdapter } from "./http-adapter.ts";
import { pollAction } from "./poll-action.ts";
import { priceByList } from "./prices.ts";
import { createProviderHttp } from "./provider-http.ts";
import type { ProviderSettings, ProviderWorld } from "./provider-settings.ts";
import { ProviderTrouble } from "./provider-trouble.ts";
import { type Redacted, redacted } from "./redacted.ts";
import { submitAction } from "./submit-action.ts";
import { failureInWords, meaningOf } from "./vendor-words.ts";

/**
 * A `Provider` of an adapter and its settings. It opens no connection before it is asked something. Without a key that it
 * needs, or without an address, it is not `configured` and nothing is ever sent.
 */
export const openHttpProvider = <Operation extends JsonValue, Result extends JsonValue>(
  settings: ProviderSettings,
  world: ProviderWorld,
  adapter: HttpAdapter<Operation, Result>,
): Provider => {
  const manifest = { ...adapter.manifest, models: adapter.manifest.models.map((model) => withPrice(adapter, model)) };
  const { limits, retentionMs, listingDelayMs, baseUrl, modelNamed } = adapter;
  const findModel = (name: string): ModelCapabilities | undefined =>
    manifest.models.find(({ id }) => id === name) ?? modelNamed?.(name);
  const account =
    baseUrl === undefined || lacksKey(settings, adapter)
      ? undefined
      : accountOf({ ...settings, baseUrl }, world, adapter);
  return defineProvider(manifest, {
    configured: account !== undefined,
    maxRunning: settings.maxRunning ?? limits.maxRunning,
    ...(settings.maxRunning === undefined && limits.maxRunningOf !== undefined
      ? { maxRunningOf: limits.maxRunningOf }
      : {}),
    ...(retentionMs === undefined ? {} : { retentionMs }),
    ...(listingDelayMs === undefined ? {} : { listingDelayMs }),
    ...(modelNamed === undefined ? {} : { modelNamed }),
    priceOf: (name, options) => {
      const model = findModel(name);
      return model && priceByList(manifest.prices ?? [], { model, options, region: adapter.region });
    },
    ...(account === undefined ? notConfigured(adapter) : actionsOf({ adapter, account, world, findModel })),
  });
};

const lacksKey = ({ apiKey }: ProviderSettings, { manifest }: Pick<HttpAdapter<never, never>, "manifest">): boolean =>
  manifest.key !== undefined && apiKey === undefined;

const accountOf = (
  { baseUrl, apiKey }: ProviderSettings & { readonly baseUrl: string },
  world: ProviderWorld,
  adapter: Pick<HttpAdapter<never, never>, "credentials" | "limits">,
): Account => {
  const credentials = apiKey === undefined ? {} : adapter.credentials(apiKey);
  return createAccount({ baseUrl, apiKey, credentials, limits: adapter.limits, world });
};

/** Dollars for a second at the default resolution, by the price list. */
const withPrice = (
  { manifest, region }: Pick<HttpAdapter<never, never>, "manifest" | "region">,
  model: ModelCapabilities,
): ModelCapabilities => {
  const price = priceByList(manifest.prices ?? [], { model, options: {}, region });
  if (price === undefined) return model;
  return { ...model, usd_per_second: Math.round((price.usd / model.default_duration_seconds) * 1e6) / 1e6 };
};

const notConfigured = ({
  manifest,
}: Pick<HttpAdapter<never, never>, "manifest">): Pick<ProviderActions, "submit" | "poll" | "download"> => {
  const message = `${manifest.title} is not set up here${manifest.key === undefined ? "" : `: it needs ${manifest.key.variable}, or a stored key (kinora providers set ${manifest.id})`}.`;
  const failure: FailureRecord = { code: "model_not_configured", message, providerCode: undefined };
  return {
    submit: () => Promise.resolve({ kind: "rejected", failure }),
    poll: () => Promise.resolve({ kind: "no_answer", detail: message }),
    download: () => Promise.reject(new Failure("result_unreachable", { detail: message })),
  };
};

interface Parts<Operation extends JsonValue, Result extends JsonValue> {
  readonly adapter: HttpAdapter<Operation, Result>;
  readonly account: Account;
  readonly world: ProviderWorld;
  readonly findModel: (name: string) => ModelCapabilities | undefined;
}

const callsOf =
  (
    { manifest, codes }: Pick<HttpAdapter<never, never>, "manifest" | "codes">,
    account: Account,
    world: ProviderWorld,
  ) =>
  async (signal: AbortSignal, onRead?: () => void): Promise<Call> => ({
    ...createProviderHttp(await account.connect(), { now: () => world.clock.now(), signal, onRead }),
    now: () => world.clock.now(),
    failure: (words) => {
      const meaning = meaningOf(codes, words);
      const code = meaning === undefined || meaning === "try_later" ? "provider_failed" : meaning;
      return failureInWords(code, `${manifest.title} failed to make the video`, words);
    },
  });

const actionsOf = <Operation extends JsonValue, Result extends JsonValue>({
  adapter,
  account,
  world,
  findModel,
}: Parts<Operation, Result>): Omit<ProviderActions, "configured" | "maxRunning"> => {
  const callFor = callsOf(adapter, account, world);
  const hidden = redacted(async () => (await account.connect()).redactor);
  const pollAfterMs = world.pollEveryMs ?? adapter.polling.firstAfterMs;
  const submit = submitAction({ adapter, account, callFor, findModel, pollAfterMs });
  const poll = pollAction({ adapter, account, callFor, world, findModel });
  return {
    submit: (plan, context) => hidden(() => submit(plan, context)),
    poll: (operation, context) => hidden(() => poll(operation, context)),
    download: (result, toPath, { signal }) =>
      hidden(async () =>
        adapter.download(adapter.result.parse(result), toPath, await callFor(signal)).catch(asUnreachable),
      ),
    ...optionalActions(adapter, callFor, hidden),
    close: () => account.close(),
  };
};

/** A film that could not be had just now. */
const asUnreachable = (error: unknown): never => {
  if (!(error instanceof ProviderTrouble)) throw error;
  throw new Failure("result_unreachable", { detail: `The film could not be fetched: ${error.message}.`, cause: error });
};

/** What not every vendor can do. */
const optionalActions = <Operation extends JsonValue, Result extends JsonValue>(
  { operation: schema, cancel, reconcile, check, operationOfTask, manifest }: HttpAdapter<Operation, Result>,
  callFor: CallFor,
  hidden: Redacted,
): Pick<ProviderActions, "cancel" | "reconcile" | "check" | "operationOfTask"> => ({
  ...(cancel && {
    cancel: (operation, { signal }) => hidden(async () => cancel(schema.parse(operation), await callFor(signal))),
  }),
  ...(reconcile && {
    reconcile: (plan, { signal }) => {
      const [fromMs, toMs] = [plan.intendedAt - CLOCK_TOLERANCE_MS, plan.sendBefore + CLOCK_TOLERANCE_MS];
      return hidden(async () => reconcile({ plan, fromMs, toMs }, await callFor(signal)));
    },
  }),
  ...(operationOfTask && {
    operationOfTask: (taskId, model) => schema.safeParse(operationOfTask(taskId, model)).data,
  }),
  ...(check && {
    check: ({ signal }) => hidden(() => whatIsWrong(manifest.title, async () => check(await callFor(signal)))),
  }),
});

const whatIsWrong = async (title: string, ask: () => Promise<unknown>): Promise<FailureRecord | undefined> => {
  try {
    await ask();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, message: error.message, providerCode: error.providerCode };
    if (!(error instanceof ProviderTrouble)) throw error;
    const refused = error.status === 401 || error.status === 403;
    const message = refused ? `${title} does not accept the key` : `${title} could not be asked`;
    return failureInWords(refused ? "provider_auth" : "provider_timeout", message, {
      code: undefined,
      message: error.message,
    });
  }
};
