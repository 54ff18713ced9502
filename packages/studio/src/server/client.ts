import { createClient, type Client } from "@kinora/sdk";
import { watchedFetch } from "./reachability.ts";

const KEY = "kinora-api-key";

/** The key that a server with authentication wants, kept while the tab is open. */
const keptApiKey = (): string | null => sessionStorage.getItem(KEY);

const open = (): Client => {
  const token = keptApiKey();
  const from = { baseUrl: location.origin, fetch: watchedFetch };
  return createClient(token === null ? from : { ...from, token });
};

let opened: Client | undefined;

/** The server that this page came from. */
export const server = (): Client => (opened ??= open());

/** From now on every request carries this key. */
export const carryApiKey = (key: string): void => {
  sessionStorage.setItem(KEY, key);
  opened = undefined;
};
