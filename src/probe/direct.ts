import { systemClock } from '../client/clock';
import type { Send } from '../client/http';
import { LIMITS } from '../client/limits';
import { Transport } from '../client/transport/transport';
import { TransportFault } from '../client/transport/transport-fault';
import { LOOPBACK } from '../config/explain-url';
import { CLIENT_ERRORS } from '../errors/client-errors';
import { ConnectorError } from '../errors/connector-error';

/** Over TLS or inside this machine. */
export const isSafeAddress = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));

/** Sends once, exactly the given headers, to any safe address. Throws `network-failure` without a response. */
export function directSend(userAgent: string): { readonly send: Send; readonly close: () => void } {
  const transport = new Transport({
    isAllowedHost: isSafeAddress,
    userAgent,
    maxConcurrency: 1,
    limits: LIMITS,
    clock: systemClock,
  });
  return {
    send: (request, signal) =>
      transport.send(request, signal).catch((error: unknown) => {
        if (!(error instanceof TransportFault)) throw error;
        const { label: where, method } = request;
        throw new ConnectorError(CLIENT_ERRORS['network-failure'], { where, found: method });
      }),
    close: () => {
      transport.close();
    },
  };
}
