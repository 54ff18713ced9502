import { Failure, ROUTES } from "@kinora/contract";
import { AogFault } from "../aog/control/aog-fault.ts";
import { exportDocument, importDocument } from "../aog/control/document.ts";
import { parseWith } from "../parse-with.ts";
import { assertOwner } from "./assert-owner.ts";
import type { RouteHandler } from "./route-handlers.ts";

export const importAogHandler: RouteHandler<"importAog"> = async ({ context, caller, request }) => {
  assertOwner(context, caller, "The setup of the installation is");
  const document = parseWith(ROUTES.importAog.body, request.body);
  try {
    return await importDocument(context.app, document);
  } catch (error) {
    // AOG's own number means nothing here.
    if (error instanceof AogFault) throw new Failure("bad_request", { detail: error.message, cause: error });
    throw error;
  }
};

export const exportAogHandler: RouteHandler<"exportAog"> = ({ context, caller }) => {
  assertOwner(context, caller, "The setup of the installation is");
  return exportDocument(context.app);
};
