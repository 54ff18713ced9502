import type { FastifyRequest } from "fastify";
import type { Config } from "../config/config.ts";

/** Base of the URLs in an answer, without a final slash: KINORA_PUBLIC_URL, else the name that the client used. */
export const baseUrlOf = ({ publicUrl }: Pick<Config, "publicUrl">, request: FastifyRequest): string =>
  publicUrl ?? `${request.protocol}://${request.host}`;
