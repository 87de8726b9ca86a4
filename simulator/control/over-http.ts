import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Fault } from '../faults/fault';
import type { ApiRequest } from '../http/exchange';
import type { Limit } from '../http/limiter';
import type { Latency } from '../options';
import type { Switches } from '../switches';
import type { Control } from './control';
import type { Change, InsertOptions, RecordInput, Selection, Target, TruthOptions } from './data';
import type { When } from './schedule';
import { nothing, type Shape } from './shape';
import * as shapes from './shapes';
import type { StreamName } from './streams';
import { hint } from '../hint';

export const CONTROL_PATH = '/_control/';

interface DataBody extends InsertOptions, Change {
  readonly stream: StreamName;
  readonly records: readonly RecordInput[];
  readonly which: Selection;
}

/** What the address of `truth` or `sums` may have. */
interface Parameters extends Omit<TruthOptions, 'pending' | 'history'> {
  readonly stream: StreamName;
  readonly pending?: string;
  readonly history?: string;
  readonly by?: string;
}

type Config = () => Record<string, unknown>;

/** A name under `/_control/`: the shape of its body, and whether it only reads. */
interface Operation {
  readonly reads?: true;
  /** Whether the parameters of the address are given to it instead of the body. */
  readonly takesParameters?: true;
  readonly shape?: Shape;
  readonly run: (body: unknown) => unknown;
}

/** Answers a control request with JSON; the truth with one record per line. */
export async function overHttp(
  request: ApiRequest,
  response: ServerResponse,
  control: Control,
  config: Config,
): Promise<void> {
  try {
    const name = request.path.slice(CONTROL_PATH.length);
    const operation = operationOf(name, control, config);
    if (!isAllowed(request.method, operation)) {
      refuseMethod(response, name, operation);
    } else if (name === 'truth') {
      await truth(Object.fromEntries(request.params), response, control);
    } else {
      answer(response, 200, operation.run(bodyOf(name, request, operation)) ?? {});
    }
  } catch (error) {
    answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function operationOf(name: string, control: Control, config: Config): Operation {
  const all = { ...operations(control, config), truth: TRUTH };
  const found = Object.hasOwn(all, name) ? all[name as keyof typeof all] : undefined;
  if (found) return found;
  throw new RangeError(`no such operation: ${name}; ${hint(name, Object.keys(all), '')}`);
}

const TRUTH: Operation = { reads: true, run: () => undefined };

/** A browser that opens an address, or a check that it exists, must not change anything. */
function isAllowed(method: string, { reads }: Operation): boolean {
  return method === 'POST' || (reads === true && (method === 'GET' || method === 'HEAD'));
}

function refuseMethod(response: ServerResponse, name: string, { reads }: Operation): void {
  const allowed = reads ? 'GET, HEAD, POST' : 'POST';
  response.setHeader('Allow', allowed);
  answer(response, 405, { error: `${name} takes ${allowed}` });
}

/** Checked here unless its user checks it: no compiler checks HTTP bodies. */
function bodyOf(name: string, { body, params }: ApiRequest, operation: Operation): unknown {
  const { shape, takesParameters } = operation;
  if (!takesParameters) nothing(Object.fromEntries(params), `the address of ${name}`);
  const parsed = (): unknown => (body === '' ? {} : JSON.parse(body));
  const value: unknown = takesParameters ? Object.fromEntries(params) : parsed();
  shape?.(value, name);
  return value;
}

export function operations(control: Control, config: Config): Readonly<Record<string, Operation>> {
  return {
    insert: {
      shape: shapes.insert,
      run: (body) => {
        const { stream, records, ...options } = body as DataBody;
        return { ids: control.insert(stream, records, options) };
      },
    },
    change: {
      shape: shapes.change,
      run: (body) => {
        const { stream, which, lastModified, fields, raw, ...options } = body as DataBody;
        const change = {
          ...given({ lastModified }),
          ...given({ fields }),
          ...given({ raw }),
        } as Change;
        return { ids: control.change(stream, which, change, options) };
      },
    },
    remove: {
      shape: shapes.remove,
      run: (body) => {
        const { stream, which, ...options } = body as DataBody & Target & When;
        return { ids: control.remove(stream, which, options) };
      },
    },
    faults: {
      run: (body) => {
        control.faults(body as readonly Fault[]);
      },
    },
    limit: {
      run: (body) => {
        control.limit(body as Limit | null);
      },
    },
    latency: {
      run: (body) => {
        control.latency(body as Latency);
      },
    },
    requests: { reads: true, shape: nothing, run: () => control.requests() },
    stats: { reads: true, shape: nothing, run: () => control.stats() },
    'reset-log': {
      shape: nothing,
      run: () => {
        control.resetLog();
      },
    },
    'revoke-tokens': {
      shape: nothing,
      run: () => {
        control.revokeTokens();
      },
    },
    'rotate-secret': {
      shape: nothing,
      run: () => ({ client_secret: control.rotateSecret() }),
    },
    now: {
      shape: shapes.now,
      run: (body) => {
        const { now, running } = body as { now?: string; running?: boolean };
        control.setNow(now, running);
      },
    },
    set: {
      run: (body) => {
        control.set(body as Partial<Switches>);
      },
    },
    config: { reads: true, shape: nothing, run: config },
    sums: {
      reads: true,
      takesParameters: true,
      shape: shapes.sums,
      run: (params) => {
        const { stream, by, ...options } = params as Parameters;
        return control.sums(stream, { ...truthOptions(options), by: by?.split(',') ?? [] });
      },
    },
  };
}

async function truth(
  params: Readonly<Record<string, string>>,
  response: ServerResponse,
  control: Control,
): Promise<void> {
  shapes.truth(params, 'truth');
  const { stream, ...options } = params as unknown as Parameters;
  const texts = control.truth(stream, truthOptions(options));
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  await pipeline(Readable.from(lines(texts)), response);
}

function truthOptions({ pending, history, ...options }: Omit<Parameters, 'stream'>): TruthOptions {
  return { ...options, pending: pending === 'true', history: history === 'true' };
}

/** Line breaks between tokens would end a line too early. */
function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text.replace(/[\r\n]+/gu, ' ')}\n`;
}

function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(value)}\n`);
}
