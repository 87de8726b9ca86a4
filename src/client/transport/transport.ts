import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import axios, { AxiosError } from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import { reasonOf, type Clock } from '../clock';
import { httpDate, type HttpRequest, type HttpResponse } from '../http';
import type { Limits } from '../limits';
import { Connections } from './connections';
import { decode } from './decode';
import { faultOfAxios } from './network-error';
import { proxyFault, routeTo } from './proxy';
import { TransportFault } from './transport-fault';

export interface TransportOptions {
  readonly isAllowedHost: (url: URL) => boolean;
  readonly userAgent: string;
  readonly maxConcurrency: number;
  readonly limits: Limits;
  readonly clock: Clock;
}

/**
 * Sends one attempt; follows no redirects. Resolves whatever the status; without a complete response, `TransportFault`.
 */
export class Transport {
  private readonly connections: Connections;
  private readonly http: AxiosInstance;

  constructor(private readonly options: TransportOptions) {
    const { limits, maxConcurrency } = options;
    this.connections = new Connections(maxConcurrency, limits);
    this.http = axios.create({
      responseType: 'arraybuffer',
      // Decoded here: axios returns a truncated gzip body as if it were complete.
      decompress: false,
      maxRedirects: 0,
      timeout: limits.idleTimeoutMs,
      maxContentLength: limits.maxBodyBytes,
      validateStatus: () => true,
      transformRequest: (data: unknown) => data,
      transformResponse: (data: unknown) => data,
    });
  }

  readonly send = async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    const { clock, limits } = this.options;
    assertAllowed(this.options, request);
    const startedAt = clock.now();
    const tooSlow = new AbortController();
    const timer = setTimeout(() => {
      tooSlow.abort();
    }, limits.answerTimeoutMs);
    try {
      const answer = await this.http.request<Buffer>({
        method: request.method,
        url: request.url,
        headers: {
          Accept: 'application/json',
          'Accept-Encoding': 'gzip, deflate, br',
          'User-Agent': this.options.userAgent,
          ...request.headers,
        },
        data: request.body,
        ...this.connections.to(request.url),
        signal: AbortSignal.any([signal, tooSlow.signal]),
      });
      return await this.responseTo(request, answer, startedAt);
    } catch (error) {
      if (signal.aborted) throw reasonOf(signal);
      const refusal = refusalIn(error);
      if (refusal !== undefined) return await this.responseTo(request, refusal, startedAt);
      throw faultOfAxios(error, {
        durationMs: clock.now() - startedAt,
        tooSlow: tooSlow.signal.aborted,
        limits,
        route: routeTo(request.url),
      });
    } finally {
      clearTimeout(timer);
    }
  };

  close(): void {
    this.connections.close();
  }

  /** @throws TransportFault if the response comes from a proxy. */
  private async responseTo(
    { url }: HttpRequest,
    { request, status, headers: raw, data }: AxiosResponse<Buffer>,
    startedAt: number,
  ): Promise<HttpResponse> {
    const { clock, limits } = this.options;
    const isEncrypted = (request as ClientRequest).socket instanceof TLSSocket;
    const refused = proxyFault({ status, isEncrypted }, url, clock.now() - startedAt);
    if (refused !== undefined) throw refused;
    const headers = plainHeaders(raw);
    const decoded = await decode(data, headers['content-encoding'], limits.maxBodyBytes);
    const receivedAt = clock.now();
    const durationMs = receivedAt - startedAt;
    if ('fault' in decoded && isSuccess(status))
      throw new TransportFault(decoded.fault, decoded.message, durationMs);
    const serverTime = httpDate(headers['date']);
    return {
      status,
      headers,
      // For a refusal the status is enough; an unreadable explanation is dropped.
      body: 'fault' in decoded ? Buffer.alloc(0) : decoded.body,
      wireBytes: data.length,
      receivedAt,
      durationMs,
      ...(serverTime === undefined ? {} : { serverTime }),
    };
  }
}

function assertAllowed({ isAllowedHost }: TransportOptions, request: HttpRequest): void {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url !== undefined && url.username === '' && isAllowedHost(url)) return;
  throw new ConnectorError(CLIENT_ERRORS['host-not-allowed'], {
    where: request.label,
    found: url === undefined ? 'an address that is not a URL' : url.host,
  });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A refusal whose body arrived incomplete: its status and headers are enough. */
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
