import { isNativeError } from 'node:util/types';
import { AxiosError } from 'axios';
import type { Limits } from '../limits';
import type { Route } from './proxy';
import { faultOfTls } from './tls-errors';
import { TransportFault, type FaultName } from './transport-fault';

export interface FaultContext {
  readonly durationMs: number;
  /** The response exceeded its time limit. */
  readonly tooSlow: boolean;
  readonly limits: Limits;
  readonly route: Route;
}

const FAULTS: Readonly<Record<string, readonly [FaultName, (route: Route) => string]>> = {
  ECONNREFUSED: ['connection-refused', ({ peer }) => `the connection to ${peer} was refused`],
  ECONNRESET: [
    'connection-reset',
    ({ way }) => `the connection to ${way} was closed before the response was complete`,
  ],
  EPIPE: [
    'connection-reset',
    ({ way }) => `the connection to ${way} was closed while the request was sent`,
  ],
  ENOTFOUND: [
    'host-not-found',
    ({ peer }) => `${peer} could not be found: DNS has no address for it`,
  ],
  EAI_AGAIN: ['host-not-found', ({ peer }) => `${peer} could not be found: DNS does not respond`],
  ETIMEDOUT: ['network', ({ peer }) => `the connection to ${peer} timed out`],
  EHOSTUNREACH: ['network', ({ peer }) => `${peer} is unreachable from here`],
  ENETUNREACH: ['network', ({ peer }) => `${peer} is unreachable from here`],
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    ({ way }) => `the response headers from ${way} are too large`,
  ],
};

/** Names why axios got no complete response. axios's own messages may hold addresses and are dropped. */
export function faultOfAxios(error: unknown, context: FaultContext): Error {
  if (!isNativeError(error)) return new Error('a failure that is not an error', { cause: error });
  if (!(error instanceof AxiosError)) return error;
  const [name, message] = describe(error, context);
  return new TransportFault(name, message, context.durationMs);
}

function describe(error: Error, context: FaultContext): readonly [FaultName, string] {
  const { limits, route, tooSlow } = context;
  const { peer, way } = route;
  if (tooSlow)
    return [
      'too-slow',
      `no complete response from ${way} within ${limits.answerTimeoutMs / 1000} s`,
    ];
  const code = codeOf(error);
  if (code === 'ECONNABORTED') {
    return ['stalled', `no data from ${way} for ${limits.idleTimeoutMs / 1000} s`];
  }
  if (error.message.startsWith('maxContentLength')) {
    return ['body-too-large', `the body is larger than ${limits.maxBodyBytes} bytes`];
  }
  if (error.message === 'stream has been aborted' || error.message === 'aborted') {
    return ['cut-short', `the connection to ${way} was closed before the body was complete`];
  }
  const known = FAULTS[code];
  if (known !== undefined) return [known[0], known[1](route)];
  const ofTls = faultOfTls(error, code, route);
  if (ofTls !== undefined) return ofTls;
  if (code.startsWith('HPE_')) return ['malformed-http', `${way} does not speak HTTP (${code})`];
  return ['network', `the connection to ${peer} failed${code === '' ? '' : ` (${code})`}`];
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : '';
}
