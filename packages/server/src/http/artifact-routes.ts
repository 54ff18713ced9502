import { Failure } from "@kinora/contract";
import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./http-context.ts";
import { sendArtifact } from "./send-artifact.ts";

/** Where `url` of an artifact and AOG's `data` lead: no header is needed, the capability in the address is enough. */
export const addArtifactRoutes = (server: FastifyInstance, { app }: HttpContext): void => {
  server.route<{ Params: { capability: string; file: string } }>({
    method: ["GET", "HEAD"],
    url: "/artifacts/:capability/:file",
    handler: async (request, reply) => {
      const { capability, file } = request.params;
      const generation = await app.store.findByArtifact(capability);
      const artifacts = generation?.status === "succeeded" ? generation.artifacts : [];
      const artifact = artifacts.find((one) => one.capability === capability && one.fileName === file);
      if (artifact === undefined) {
        throw new Failure("artifact_not_found", {
          detail: "There is no artifact at this address: check that it is whole.",
        });
      }
      return sendArtifact({ request, reply }, artifact, app);
    },
  });
};
