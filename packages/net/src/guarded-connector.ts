import { type LookupFunction, isIP } from "node:net";
import { buildConnector } from "undici";
import { AddressForbidden } from "./address-forbidden.ts";
import type { AddressGuard } from "./address-guard.ts";
import { asError } from "./as-error.ts";
import { type HostPort, formatHostPort, plainHost } from "./host-port.ts";

/** Makes the connector that opens one socket. undici's own; tests put a small Internet of their own here. */
export type Dial = (options: buildConnector.BuildOptions) => buildConnector.connector;

/** No wait for a connection takes longer, whatever the time cap of the whole request. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A connector for undici that reaches only what `guard` admits. The name is resolved here, once; the socket is opened to
 * the addresses that were checked and no others (so a name that changes its mind between check and use gains nothing);
 * and the peer is looked at again before a byte is sent. HTTP/1.1 only.
 */
export function guardedConnector(guard: AddressGuard, dial: Dial = buildConnector): buildConnector.connector {
  return (options, callback) => {
    const target = targetOf(options);
    guard.addressesOf(target).then(
      (addresses) => {
        const connect = dial({ allowH2: false, timeout: CONNECT_TIMEOUT_MS, lookup: answering(addresses) });
        connect(
          options,
          admittingPeers(callback, (peer) => guard.admitsPeer(target, peer), target),
        );
      },
      (error: unknown) => callback(asError(error), null),
    );
  };
}

/** A connector without a guard, for origins that the one who runs Kinora configured. HTTP/1.1 only. */
export const plainConnector = (): buildConnector.connector =>
  buildConnector({ allowH2: false, timeout: CONNECT_TIMEOUT_MS });

const targetOf = (options: buildConnector.Options): HostPort => ({
  host: plainHost(options.hostname),
  port: options.port === "" ? (options.protocol === "https:" ? 443 : 80) : Number(options.port),
});

/** A lookup that knows the answer already. */
function answering(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (hostname, options, callback) => {
    const [first] = found;
    if (first === undefined) {
      callback(new Error(`${hostname} has no address.`), "");
      return;
    }
    if (options.all === true) {
      callback(null, found);
      return;
    }
    callback(null, first.address, first.family);
  };
}

function admittingPeers(
  callback: buildConnector.Callback,
  admits: (peer: string | undefined) => boolean,
  target: HostPort,
): buildConnector.Callback {
  return (...[error, socket]) => {
    if (error !== null) {
      callback(error, null);
      return;
    }
    if (admits(socket.remoteAddress)) {
      callback(null, socket);
      return;
    }
    socket.destroy();
    callback(new AddressForbidden(`${formatHostPort(target)} led to an address that is not public.`), null);
  };
}
