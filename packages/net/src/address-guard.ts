import { isIP } from "node:net";
import { AddressForbidden } from "./address-forbidden.ts";
import { type HostPort, formatHostPort, hostPortOf, parseHostPort } from "./host-port.ts";
import { isPublicAddress } from "./public-address.ts";
import { type Resolve, resolveWithSystem } from "./resolve.ts";

/** Decides which addresses outgoing requests on behalf of others may reach: the public Internet, and the hosts opened by name. */
export interface AddressGuard {
  /**
   * Parses and checks an address before anything is sent: http or https, no user or password, and no host that is
   * private by its spelling (a name is judged when it is resolved, at the connection). Throws `AddressForbidden`.
   */
  checkUrl(url: string, base?: URL): URL;
  /** The addresses a connection to this host may be made to, all checked. Resolves once; throws `AddressForbidden`. */
  addressesOf(target: HostPort): Promise<readonly string[]>;
  /** Whether the address a socket has really reached is one that `target` may lead to. */
  admitsPeer(target: HostPort, address: string | undefined): boolean;
  /** The same guard, which opens one more host and port. */
  allowing(target: HostPort): AddressGuard;
}

export interface AddressGuardOptions {
  /** `host:port` entries that may be reached although private: exactly these spellings of the host, exactly these ports. */
  readonly allowedPrivateHosts?: readonly string[];
  /** Name to addresses; the system's resolver by default. */
  readonly resolve?: Resolve;
}

/** Fails with `bad_option` when an entry of `allowedPrivateHosts` cannot be read. */
export function createAddressGuard(options: AddressGuardOptions = {}): AddressGuard {
  const opened = (options.allowedPrivateHosts ?? []).map((entry) => formatHostPort(parseHostPort(entry)));
  return guardThatOpens(new Set(opened), options.resolve ?? resolveWithSystem);
}

function guardThatOpens(opened: ReadonlySet<string>, resolve: Resolve): AddressGuard {
  const isOpened = (target: HostPort): boolean => opened.has(formatHostPort(target));
  return {
    checkUrl(text, base) {
      const url = parseWebUrl(text, base);
      const target = hostPortOf(url);
      if (!isOpened(target)) refusePrivateSpelling(target);
      return url;
    },
    async addressesOf(target) {
      const addresses = isIP(target.host) === 0 ? await resolve(target.host) : [target.host];
      // One private address among public ones condemns the name: whoever runs it chose to list it.
      if (!isOpened(target) && !addresses.every(isPublicAddress)) throw privateAddress(target);
      return addresses;
    },
    admitsPeer: (target, address) => isOpened(target) || (address !== undefined && isPublicAddress(address)),
    allowing: (target) => guardThatOpens(new Set([...opened, formatHostPort(target)]), resolve),
  };
}

/** WHATWG parsing turns every spelling of an IPv4 address (octal, hexadecimal, short, percent-encoded, full-width) into one. */
function parseWebUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw new AddressForbidden("The address is not a valid URL: give one that starts with https://.");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new AddressForbidden(`Only http and https addresses are fetched, not ${url.protocol.slice(0, 20)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new AddressForbidden("The address carries a user name or password: leave them out.");
  }
  return url;
}

function refusePrivateSpelling(target: HostPort): void {
  const isPrivate = isIP(target.host) === 0 ? /(^|\.)localhost$/u.test(target.host) : !isPublicAddress(target.host);
  if (isPrivate) throw privateAddress(target);
}

const privateAddress = (target: HostPort): AddressForbidden =>
  new AddressForbidden(
    `${formatHostPort(target)} is not on the public Internet. Whoever runs this server can open it with KINORA_ALLOW_PRIVATE_HOSTS.`,
  );
