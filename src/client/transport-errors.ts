import { AxiosError } from 'axios';
import type { Patience } from './patience';
import type { FaultName } from './transport-fault';
import { TransportFault } from './transport-fault';

export interface FaultContext {
  readonly durationMs: number;
  /** The whole answer took longer than it may. */
  readonly tooSlow: boolean;
  readonly options: Patience;
}

const FAULTS: Readonly<Record<string, readonly [FaultName, string]>> = {
  ECONNREFUSED: ['connection-refused', 'the connection was refused'],
  ECONNRESET: ['connection-reset', 'the connection was closed before the answer was complete'],
  EPIPE: ['connection-reset', 'the connection was closed while the request was sent'],
  ENOTFOUND: ['host-not-found', 'the host name could not be resolved'],
  EAI_AGAIN: ['host-not-found', 'the host name could not be resolved'],
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'the headers of the answer are too large'],
};

/** Says in one of our words why axios gave no whole answer. Its own messages may hold addresses and are not passed on. */
export function faultOfAxios(error: unknown, context: FaultContext): Error {
  if (!(error instanceof AxiosError)) return asError(error);
  const [name, message] = describe(error, context);
  return new TransportFault(name, message, context.durationMs);
}

function describe(error: AxiosError, context: FaultContext): readonly [FaultName, string] {
  const { options, tooSlow } = context;
  if (tooSlow) return ['too-slow', `no whole answer within ${options.answer / 1000} s`];
  const code = error.code ?? '';
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
    return ['stalled', `no byte came for ${options.idle / 1000} s`];
  }
  if (error.message.startsWith('maxContentLength')) {
    return ['body-too-large', `the body is larger than ${options.bodyBytes} bytes`];
  }
  if (error.message === 'stream has been aborted' || error.message === 'aborted') {
    return ['cut-short', 'the connection was closed before the body was complete'];
  }
  if (isCertificate(code)) return ['certificate', `the certificate was not accepted (${code})`];
  const known = FAULTS[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return ['malformed-http', `the answer is not HTTP (${code})`];
  return ['network', code === '' ? 'the connection failed' : `the connection failed (${code})`];
}

function isCertificate(code: string): boolean {
  return (
    code.includes('CERT') ||
    code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' ||
    code.startsWith('ERR_TLS_')
  );
}

function asError(error: unknown): Error {
  return error instanceof Error
    ? error
    : new Error('a failure that is not an error', { cause: error });
}
