import type { ClientRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import axios, { AxiosError, AxiosHeaders } from 'axios';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import { reasonOf, type Clock } from '../clock';
import { httpDate, type HttpRequest, type HttpResponse } from '../http';
import type { Limits } from '../limits';
import { Bodies } from './bodies';
import { Connections } from './connections';
import { faultOfAxios } from './network-error';
import { proxyFault, routeTo } from './proxy';
import { BodyFault, receive, type Received } from './receive';
import { TimedAttempt } from './timed-attempt';
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
 *
 * Calls axios's adapter itself: merging the options of an instance for each request costs more than the request.
 */
export class Transport {
  private readonly connections: Connections;
  private readonly bodies: Bodies;
  private readonly http = axios.getAdapter('http');

  constructor(private readonly options: TransportOptions) {
    const { limits, maxConcurrency } = options;
    this.connections = new Connections(maxConcurrency, limits);
    this.bodies = new Bodies(limits.maxBodyBytes);
  }

  readonly send = async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    const { clock, limits } = this.options;
    const url = allowedUrl(this.options, request);
    assertActive(signal);
    const attempt = new TimedAttempt(limits.answerTimeoutMs, signal);
    const startedAt = clock.now();
    try {
      const answer = await this.http(this.axiosRequest(request, url, attempt.signal));
      return await this.responseTo(request, answer as AxiosResponse<Readable>, startedAt, attempt);
    } catch (error) {
      if (signal.aborted) throw reasonOf(signal);
      const durationMs = clock.now() - startedAt;
      if (error instanceof BodyFault)
        throw new TransportFault(error.fault, error.message, durationMs);
      const { isTooSlow: tooSlow } = attempt;
      throw faultOfAxios(error, { durationMs, tooSlow, limits, route: routeTo(request.url) });
    } finally {
      attempt.end();
    }
  };

  close(): void {
    this.connections.close();
  }

  private axiosRequest(
    { method, headers, body }: HttpRequest,
    url: URL,
    signal: AbortSignal,
  ): InternalAxiosRequestConfig {
    return {
      method,
      url: url.href,
      headers: new AxiosHeaders({
        Accept: 'application/json',
        'Accept-Encoding': 'gzip, deflate, br',
        'User-Agent': this.options.userAgent,
        ...headers,
      }),
      data: body,
      signal,
      responseType: 'stream',
      // Decoded here: axios returns a truncated gzip body as if it were complete.
      decompress: false,
      maxRedirects: 0,
      timeout: this.options.limits.idleTimeoutMs,
      ...this.connections.to(url),
    };
  }

  /** @throws TransportFault if the response comes from a proxy. */
  private async responseTo(
    { url, lendsBody = false }: HttpRequest,
    { request, status, headers: raw, data }: AxiosResponse<Readable>,
    startedAt: number,
    attempt: TimedAttempt,
  ): Promise<HttpResponse> {
    const { clock } = this.options;
    const sent = request as ClientRequest;
    const isEncrypted = sent.socket instanceof TLSSocket;
    const refused = proxyFault({ status, isEncrypted }, url, clock.now() - startedAt);
    if (refused !== undefined) {
      data.destroy();
      throw refused;
    }
    // axios's own timeout ends with the headers.
    sent.on('timeout', () => {
      if (!attempt.isWaiting) data.destroy(new AxiosError('', AxiosError.ECONNABORTED));
    });
    const headers = plainHeaders(raw);
    const isOk = isSuccess(status);
    const received = await receive(data, headers['content-encoding'], this.bodies, attempt).catch(
      (error: unknown) => {
        // For a refusal the status is enough; an unreadable explanation is dropped.
        if (isOk || attempt.signal.aborted || isStalled(error)) throw ofBody(error);
        return undefined;
      },
    );
    const receivedAt = clock.now();
    const serverTime = httpDate(headers['date']);
    return {
      status,
      headers,
      ...bodyOf(received, isOk && lendsBody),
      receivedAt,
      durationMs: receivedAt - startedAt,
      ...(serverTime === undefined ? {} : { serverTime }),
    };
  }
}

function ofBody(error: unknown): unknown {
  return error instanceof BodyFault ? error : AxiosError.from(error);
}

function isStalled(error: unknown): boolean {
  return error instanceof AxiosError && error.code === AxiosError.ECONNABORTED;
}

/** A copy unless it is lent. */
function bodyOf(
  received: Received | undefined,
  isLent: boolean,
): Pick<HttpResponse, 'body' | 'wireBytes' | 'release'> {
  if (!received) return { body: Buffer.alloc(0), wireBytes: 0 };
  const { body, wireBytes } = received;
  if (isLent) {
    return {
      body: body.bytes,
      wireBytes,
      release: () => {
        body.release();
      },
    };
  }
  const copy = Buffer.from(body.bytes);
  body.release();
  return { body: copy, wireBytes };
}

function allowedUrl({ isAllowedHost }: TransportOptions, request: HttpRequest): URL {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url !== undefined && url.username === '' && isAllowedHost(url)) return url;
  throw new ConnectorError(CLIENT_ERRORS['host-not-allowed'], {
    where: request.label,
    found: url === undefined ? 'an address that is not a URL' : url.host,
  });
}

function assertActive(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function plainHeaders(headers: AxiosResponse['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') plain[name.toLowerCase()] = value;
    else if (Array.isArray(value)) plain[name.toLowerCase()] = value.join(', ');
  }
  return plain;
}
