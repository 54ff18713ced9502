import { Failure } from "@kinora/contract";

/** A host as URLs spell it after parsing (lower case, decimal IPv4, compressed IPv6 without brackets, no final dot), and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** The host and port that a parsed URL's request goes to. */
export const hostPortOf = (url: URL): HostPort => ({
  host: plainHost(url.hostname),
  port: url.port === "" ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port),
});

/** One spelling for each host: no brackets, no final dot, lower case. */
export const plainHost = (host: string): string =>
  host
    .replace(/^\[(.*)\]$/u, "$1")
    .replace(/\.$/u, "")
    .toLowerCase();

export const formatHostPort = ({ host, port }: HostPort): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

/** Reads `host:port`, the form of KINORA_ALLOW_PRIVATE_HOSTS. Fails with `bad_option` when the port, or anything else, is amiss. */
export function parseHostPort(text: string): HostPort {
  const [, hostText = "", portText = ""] = /^(.+):(\d{1,5})$/u.exec(text.trim()) ?? [];
  const url = /[/?#@\\]/u.test(hostText) ? null : URL.parse(`http://${hostText}/`);
  const port = Number(portText);
  if (url === null || url.port !== "" || port < 1 || port > 65_535) {
    throw new Failure("bad_option", {
      detail: `"${text}" does not name a host and a port: write it like gpu.lan:8188 or [::1]:9000.`,
    });
  }
  return { host: plainHost(url.hostname), port };
}
