import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { api } from './api';
import type { Control, Parts } from './control/control';
import { CONTROL_PATH, overHttp } from './control/over-http';
import type { Schedule } from './control/schedule';
import { sender } from './faults';
import { ApiError, errorReply } from './http/api-error';
import { isReceiptFile, receiptFile } from './expense/receipt-files';
import { outgoing } from './http/compress';
import type { ApiRequest, Reply } from './http/exchange';
import type { LoggedRequest } from './http/request-log';
import { pause, send } from './http/send';
import { invoice, isInvoice } from './invoices/endpoint';
import { token, TOKEN_PATH } from './oauth';

export interface Service extends Parts {
  readonly control: Control;
  readonly schedule: Schedule;
  readonly tokenTtlSeconds: number;
  readonly startedAt: number;
  /** A config of the connector for the first tenant. */
  readonly config: () => Record<string, unknown>;
  inFlight: number;
}

/** A simulator's server, not yet listening. */
export function makeServer(service: Service): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    // Clients often disconnect during a response here.
    response.on('error', () => undefined);
    void serve(service, message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  return server;
}

async function serve(
  service: Service,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await read(message);
  if (request.path.startsWith(CONTROL_PATH)) {
    await overHttp(request, response, service.control, service.config);
    return;
  }
  // The simulator's clock sets `Date`, and a fault may omit it.
  response.sendDate = false;
  const gone = new AbortController();
  service.inFlight += 1;
  response.on('close', () => {
    service.inFlight -= 1;
    // Each abort creates an error with a stack: expensive if thousands of responses a second end well.
    if (!response.writableFinished) gone.abort();
  });
  const entry = logged(service, request);
  service.log.begin(entry);
  await wait(service, gone.signal);
  await respond(service, request, response, entry, gone.signal);
}

async function respond(
  service: Service,
  request: ApiRequest,
  response: ServerResponse,
  entry: LoggedRequest,
  gone: AbortSignal,
): Promise<void> {
  const { clock, switches } = service.world;
  const verdict =
    request.path === TOKEN_PATH
      ? { allowed: true, headers: {} }
      : service.limiter.take(clock.now());
  const fault = service.faults.strike(request);
  const reply = verdict.allowed
    ? endpoint(service, request)
    : errorReply(
        new ApiError(429, 'Too many requests'),
        request.path,
        clock.now(),
        switches.errorBody,
      );
  service.schedule.answered(request);
  const ids = Object.fromEntries(switches.idHeaders.map((name) => [name, randomUUID()]));
  const common = { Date: new Date(clock.now()).toUTCString(), ...ids, ...verdict.headers };
  const answer = await outgoing(request, reply, common, switches.gzip);
  entry.status = answer.status;
  entry.bytes = answer.body.length;
  entry.fault = fault?.kind ?? null;
  service.log.answered(entry);
  await (fault ? sender(fault) : send)(response, answer, gone);
}

function endpoint(service: Service, request: ApiRequest): Reply {
  const { world } = service;
  try {
    if (request.path === TOKEN_PATH && request.method === 'POST') {
      return token(request, world, service.tokenTtlSeconds);
    }
    if (isInvoice(request)) return invoice(request, world);
    if (isReceiptFile(request)) return receiptFile(request, world);
    return api(request, world);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return errorReply(error, request.path, world.clock.now(), world.switches.errorBody);
  }
}

async function wait({ latency }: Service, gone: AbortSignal): Promise<void> {
  const ms = latency.ms + Math.random() * (latency.jitterMs ?? 0);
  if (ms > 0) await pause(ms, gone);
}

async function read(message: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  if (message.method !== 'GET') for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    params: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const LOGGED_HEADERS = ['accept-encoding', 'content-type', 'user-agent', 'x-ta-region'];

function logged({ world, startedAt, inFlight }: Service, request: ApiRequest): LoggedRequest {
  const form = request.path === TOKEN_PATH ? new URLSearchParams(request.body) : request.params;
  const params: Record<string, string> = {};
  for (const name of new Set(form.keys())) {
    if (name !== 'client_secret') params[name] = form.getAll(name).join(',');
  }
  const headers: Record<string, string> = {};
  for (const name of LOGGED_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return {
    at: new Date(world.clock.now()).toISOString(),
    ms: performance.now() - startedAt,
    method: request.method,
    path: request.path,
    params,
    headers,
    tokenId: world.tokens.known(request.headers.authorization)?.id ?? null,
    inFlight,
    status: 0,
    bytes: 0,
    fault: null,
  };
}
