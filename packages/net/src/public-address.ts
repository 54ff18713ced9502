import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Azure's platform endpoint: it lies in a public range, and is answered inside every virtual machine. */
const CLOUD_PLATFORM_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
/** The well-known NAT64 prefix (RFC 6052): the last 32 bits are the IPv4 address that is really reached. */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/**
 * True only for an address of the public Internet, written as four decimal numbers or as plain IPv6.
 *
 * Ranges are those of the IANA special-purpose registries (RFC 6890 and its updates): whatever is not plain unicast is
 * not public. IPv4-mapped and NAT64 addresses are judged by the IPv4 address they carry; 6to4 and Teredo, which carry
 * one too, are refused, as is an address with a zone id, and a text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? isPublicIpv6(parsed) : isPublicIpv4(parsed);
}

const isPublicIpv4 = (address: ipaddr.IPv4): boolean =>
  address.range() === "unicast" && !CLOUD_PLATFORM_ADDRESSES.has(address.toString());

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  if (address.isIPv4MappedAddress()) return isPublicIpv4(address.toIPv4Address());
  if (address.match(NAT64)) return isPublicIpv4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(GLOBAL_UNICAST) && address.range() === "unicast";
}
