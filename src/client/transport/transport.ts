import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import axios, { AxiosError } from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import type { Clock } from '../clock';
import { reasonOf } from '../clock';
import { decode } from './decode';
import type { HttpRequest, HttpResponse, Send } from '../http';
import type { Patience } from '../limits';
import { httpDate } from '../moment';
import { proxyFault } from './proxy-answer';
import { routeTo } from './route';
import { Connections } from './connections';
import { TransportFault } from './transport-fault';
import { faultOfAxios } from './network-error';

export interface TransportOptions {
  readonly isAllowedHost: (url: URL) => boolean;
  readonly userAgent: string;
  readonly maxConcurrency: number;
  readonly patience: Patience;
  readonly clock: Clock;
}

export interface Transport {
  readonly send: Send;
  close(): void;
}

/**
 * One attempt over the network. Resolves with the answer whatever its status; rejects with a `TransportFault` where
 * there is no whole answer. Follows no redirect.
 */
export function createTransport(options: TransportOptions): Transport {
  const connections = new Connections(options.maxConcurrency, options.patience.connect);
  const http = axios.create({
    responseType: 'arraybuffer',
    // axios hands on a gzip body that was cut short as if it were whole, so decoding is ours.
    decompress: false,
    maxRedirects: 0,
    timeout: options.patience.idle,
    maxContentLength: options.patience.bodyBytes,
    validateStatus: () => true,
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
  });
  return {
    send: (request, signal) => attempt({ http, connections, options }, request, signal),
    close: () => {
      connections.close();
    },
  };
}

interface Means {
  readonly http: AxiosInstance;
  readonly connections: Connections;
  readonly options: TransportOptions;
}

async function attempt(
  { http, connections, options }: Means,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  assertAllowed(options, request);
  const started = options.clock.now();
  const tooSlow = new AbortController();
  const timer = setTimeout(() => {
    tooSlow.abort();
  }, options.patience.answer);
  try {
    const answer = await http.request<Buffer>({
      method: request.method,
      url: request.url,
      headers: headersOf(options, request),
      data: request.body,
      ...connections.to(request.url),
      signal: AbortSignal.any([signal, tooSlow.signal]),
    });
    return await answerOf(answer, request, started, options);
  } catch (error) {
    if (signal.aborted) throw reasonOf(signal);
    const refusal = refusalIn(error);
    if (refusal !== undefined) return await answerOf(refusal, request, started, options);
    const durationMs = options.clock.now() - started;
    throw faultOfAxios(error, {
      durationMs,
      tooSlow: tooSlow.signal.aborted,
      options: options.patience,
      route: routeTo(request.url),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What came in the shape of an answer, unless it is a proxy that speaks. */
function answerOf(
  answer: AxiosResponse<Buffer>,
  request: HttpRequest,
  started: number,
  options: TransportOptions,
): Promise<HttpResponse> {
  const durationMs = options.clock.now() - started;
  const isEncrypted = (answer.request as ClientRequest).socket instanceof TLSSocket;
  const refused = proxyFault({ status: answer.status, isEncrypted }, request.url, durationMs);
  if (refused !== undefined) throw refused;
  return responseOf(answer, started, options);
}

function assertAllowed(options: TransportOptions, request: HttpRequest): void {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url !== undefined && url.username === '' && options.isAllowedHost(url)) return;
  throw new ConnectorError(CLIENT_ERRORS['host-not-allowed'], {
    where: request.label,
    found: url === undefined ? 'an address that is not a URL' : url.host,
  });
}

function headersOf(options: TransportOptions, request: HttpRequest): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip, deflate, br',
    'User-Agent': options.userAgent,
    ...request.headers,
  };
}

async function responseOf(
  answer: AxiosResponse<Buffer>,
  started: number,
  options: TransportOptions,
): Promise<HttpResponse> {
  const headers = plainHeaders(answer.headers);
  const decoded = await decode(
    answer.data,
    headers['content-encoding'],
    options.patience.bodyBytes,
  );
  const receivedAt = options.clock.now();
  const durationMs = receivedAt - started;
  if ('fault' in decoded && isSuccess(answer.status))
    throw new TransportFault(decoded.fault, decoded.message, durationMs);
  const serverTime = httpDate(headers['date']);
  return {
    status: answer.status,
    headers,
    // Of a refusal the status counts, and what cannot be read of its explanation is done without.
    body: 'fault' in decoded ? Buffer.alloc(0) : decoded.body,
    receivedAt,
    durationMs,
    ...(serverTime === undefined ? {} : { serverTime }),
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A refusal whose body did not arrive whole: its head says what counts. */
function refusalIn(error: unknown): AxiosResponse<Buffer> | undefined {
  const answer = error instanceof AxiosError ? error.response : undefined;
  if (answer === undefined || isSuccess(answer.status)) return undefined;
  return { ...answer, data: Buffer.alloc(0) };
}

function plainHeaders(headers: AxiosResponse['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') plain[name.toLowerCase()] = value;
    else if (Array.isArray(value)) plain[name.toLowerCase()] = value.join(', ');
  }
  return plain;
}
