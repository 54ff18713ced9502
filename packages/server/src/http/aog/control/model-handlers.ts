import type { ModelCapabilities } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "../../../app/app-context.ts";
import { AogFault, badModel, noModel } from "./aog-fault.ts";
import { type AogCall, type AogHandler, modelAnswer } from "./aog-call.ts";
import { changeAogSetup, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { flavorOf, sourceOf, withHyphens } from "./names.ts";
import { type Fields, requiredText, textField } from "./read-fields.ts";
import { assertOurService } from "./service-handlers.ts";
import { modelView, supportedView } from "./views.ts";

interface Listed {
  readonly provider: Provider;
  readonly model: ModelCapabilities;
}

const allModels = ({ providers }: AppContext): readonly Listed[] =>
  providers.flatMap((provider) => provider.models.map((model) => ({ provider, model })));

/** What is ready to be used. */
export const listModels: AogHandler = async ({ app, fields }) => {
  const setup = await readAogSetup(app);
  const name = textField(fields, "model_name", badModel);
  const asked = textField(fields, "provider_name", badModel);
  const id = asked === undefined ? undefined : (providerIdNamed(app, setup, asked) ?? "");
  const ready = allModels(app).filter(
    ({ provider, model }) =>
      provider.configured && (id === undefined || provider.id === id) && (name === undefined || model.id === name),
  );
  return modelAnswer(ready.map(({ provider, model }) => modelView(provider, model, setup)));
};

/** The model that a call names. Throws AOG's 404/30003 and 404/40010. */
const modelOf = async ({ app, fields }: AogCall): Promise<Listed> => {
  const name = requiredText(fields, "model_name", badModel);
  const service = textField(fields, "service_name", badModel);
  if (service !== undefined) assertOurService(service);
  const asked = textField(fields, "provider_name", badModel);
  const id = asked === undefined ? undefined : providerIdNamed(app, await readAogSetup(app), asked);
  if (asked !== undefined && id === undefined) {
    throw new AogFault(404, 40_010, `The provider does not exist: ${asked.slice(0, 200)}.`);
  }
  const found = allModels(app).find(({ provider, model }) => model.id === name && (id ?? provider.id) === provider.id);
  if (found === undefined) throw noModel(name);
  return found;
};

/** `aog pull`: nothing of ours is downloaded, so a model that is known is there. */
export const installModel: AogHandler = async (call) => {
  await modelOf(call);
  return modelAnswer();
};

/** The same, in the lines that AOG's clients read until they see success. */
export const streamModel: AogHandler = async (call) => {
  await modelOf(call);
  void call.reply.type("text/plain; charset=utf-8");
  return 'data: {"status":"success","digest":"","total":0,"completed":0}\n\n';
};

export const cancelModelStream: AogHandler = ({ fields }) => {
  requiredText(fields, "model_name", badModel);
  return Promise.resolve(modelAnswer());
};

export const deleteModel: AogHandler = async (call) => {
  const { model } = await modelOf(call);
  throw new AogFault(
    404,
    40_010,
    `${model.id} cannot be deleted: nothing of it lies here. Take its provider's key away instead (DELETE /api/v1/providers/{id}).`,
  );
};

const MOST_ON_A_PAGE = 100;

const numberField = (fields: Fields, name: string, usual: number): number => {
  const value = fields[name];
  if (value === undefined || value === "") return usual;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw badModel(`${name} must be a whole number from 1.`);
  return number;
};

const isAsked = (fields: Fields, { provider, model }: Listed): boolean => {
  const wanted = (name: string): string | undefined => textField(fields, name, badModel);
  const [flavor, source, service, search] = ["flavor", "service_source", "service_name", "search_name"].map(wanted);
  return (
    (flavor === undefined || flavor === flavorOf(provider.id)) &&
    (source === undefined || source === sourceOf(provider)) &&
    (service === undefined || withHyphens(service) === "image-to-video") &&
    (search === undefined || model.id.toLowerCase().includes(search.toLowerCase()))
  );
};

/** Every model that could be used, in pages. */
export const supportedModels: AogHandler = async ({ app, fields }) => {
  const setup = await readAogSetup(app);
  const page = numberField(fields, "page", 1);
  const size = Math.min(MOST_ON_A_PAGE, numberField(fields, "page_size", 10));
  const found = allModels(app).filter((one) => isAsked(fields, one));
  return modelAnswer({
    data: found.slice((page - 1) * size, page * size).map((one) => supportedView(app, one, setup)),
    page,
    page_size: size,
    total: found.length,
    total_page: Math.ceil(found.length / size),
  });
};

/** AOG recommended models for chat, which is none of ours. */
export const recommendedModels: AogHandler = () => Promise.resolve(modelAnswer({ chat: [] }));

/** Sets what image-to-video uses when a body names no model; the same call again, or `is_default: false`, takes it back. */
export const setDefaultModel: AogHandler = async (call) => {
  const { app, fields } = call;
  const { model } = await modelOf(call);
  await changeAogSetup(app, ({ default_model: before, ...setup }) => {
    const wish = fields["is_default"];
    const isSet = typeof wish === "boolean" ? wish : before !== model.id;
    return isSet ? { ...setup, default_model: model.id } : setup;
  });
  return { message: "success" };
};
