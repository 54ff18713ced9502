import { ROUTES } from "@kinora/contract";
import { parseWith } from "../parse-with.ts";
import { assertOwner } from "./assert-owner.ts";
import type { RouteHandler } from "./route-handlers.ts";

const WHAT = "API keys are";

export const createKeyHandler: RouteHandler<"createKey"> = async ({ context, caller, request, reply }) => {
  assertOwner(context, caller, WHAT);
  void reply.code(201);
  return context.keys.create(parseWith(ROUTES.createKey.body, request.body));
};

export const listKeysHandler: RouteHandler<"listKeys"> = ({ context, caller }) => {
  assertOwner(context, caller, WHAT);
  return Promise.resolve({ data: [...context.keys.list()] });
};

export const changeKeyHandler: RouteHandler<"changeKey"> = async ({ context, caller, params, request }) => {
  assertOwner(context, caller, WHAT);
  return context.keys.change(params.id, parseWith(ROUTES.changeKey.body, request.body));
};

export const revokeKeyHandler: RouteHandler<"revokeKey"> = ({ context, caller, params }) => {
  assertOwner(context, caller, WHAT);
  return context.keys.revoke(params.id);
};
