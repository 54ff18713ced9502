import { HYBRID_POLICIES, type HybridPolicy } from "@kinora/contract";
import { AogFault, badService, noModel, noService } from "./aog-fault.ts";
import type { AogCall, AogHandler } from "./aog-call.ts";
import { serviceAnswer, withWarnings } from "./aog-call.ts";
import { assertNameFits, changeAogSetup, keepName, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { assertKey, isOurService, providerIdOfFlavor, runsModel, storeProviderFields } from "./configure.ts";
import { flavorOf } from "./names.ts";
import { requiredText, textField } from "./read-fields.ts";
import { serviceView } from "./views.ts";

/** Throws AOG's 404/10011 for a service that is not ours. */
export const assertOurService = (name: string): void => {
  if (!isOurService(name)) throw noService(name);
};

export const listServices: AogHandler = async ({ app, fields }) => {
  const name = textField(fields, "service_name", badService);
  if (name !== undefined && !isOurService(name)) return serviceAnswer([]);
  return serviceAnswer([serviceView(app, await readAogSetup(app))]);
};

export const readPolicy = (value: unknown): HybridPolicy => {
  const policy = HYBRID_POLICIES.find((one) => one === value);
  if (policy !== undefined) return policy;
  throw new AogFault(400, 10_016, `unsupport hybrid policy: say one of ${HYBRID_POLICIES.join(", ")}.`);
};

export const updateService: AogHandler = async ({ app, fields }) => {
  assertOurService(requiredText(fields, "service_name", badService));
  const policy = readPolicy(fields["hybrid_policy"] ?? "default");
  await changeAogSetup(app, (setup) => ({ ...setup, hybrid_policy: policy }));
  return serviceAnswer();
};

/** The flavor under either of its names; image-to-video's own was aliyun, and local is our engine. */
const flavorAsked = ({ fields }: AogCall): string => {
  const given = textField(fields, "api_flavor", badService) ?? textField(fields, "flavor_name", badService);
  const source = textField(fields, "service_source", badService) ?? "remote";
  if (source !== "local" && source !== "remote") throw badService("service_source must be local or remote.");
  return given ?? flavorOf(source === "local" ? "local" : "dashscope");
};

/** `aog install image-to-video`: the key is kept, and the provider can be called at once. */
export const installService: AogHandler = async (call) => {
  const { app, fields } = call;
  assertOurService(requiredText(fields, "service_name", badService));
  const name = textField(fields, "provider_name", badService);
  if (name !== undefined) assertNameFits(name);
  const named = name === undefined ? undefined : providerIdNamed(app, await readAogSetup(app), name);
  const id = named ?? providerIdOfFlavor(app, flavorAsked(call));
  const model = textField(fields, "model_name", badService);
  const provider = app.providers.find((one) => one.id === id);
  if (model !== undefined && (provider === undefined || !runsModel(provider, model))) throw noModel(model);
  assertKey(app, id, fields);
  const warnings = await storeProviderFields(app, id, fields);
  if (name !== undefined) await keepName(app, name, { id, desc: textField(fields, "desc", badService) });
  return withWarnings(serviceAnswer(), warnings);
};
