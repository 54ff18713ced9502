import { createClient, type Client } from "@kinora/sdk";
import { watchedFetch } from "./reachability.ts";

let opened: Client | undefined;

/** The server that this page came from. Where it wants a key, the browser sends the session's cookie by itself. */
export const server = (): Client => (opened ??= createClient({ baseUrl: location.origin, fetch: watchedFetch }));
