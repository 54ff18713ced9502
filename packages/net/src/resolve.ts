import { lookup } from "node:dns/promises";

/** All addresses of a host name. Fails when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** The system's resolver, with its hosts file, as every other program on the machine sees it. */
export const resolveWithSystem: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);
