import type { ApiKey } from "@kinora/domain";
import type { FastifyRequest } from "fastify";

const keys = new WeakMap<FastifyRequest, ApiKey>();

/** Notes whose session a request carries; it was looked up and is good. */
export const noteSessionKey = (request: FastifyRequest, key: ApiKey): void => void keys.set(request, key);

/** The key that the sender of a request signed in with; undefined for a request without a good session. */
export const sessionKeyOf = (request: FastifyRequest): ApiKey | undefined => keys.get(request);
