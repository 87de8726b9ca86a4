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
import type { StreamName } from './streams';

export const CONTROL_PATH = '/_control/';

interface Operation extends InsertOptions, Change {
  readonly stream: StreamName;
  readonly records: readonly RecordInput[];
  readonly which: Selection;
}

type Config = () => Record<string, unknown>;

/** Answers one control request: JSON in, JSON out; the truth as one record a line. */
export async function overHttp(
  request: ApiRequest,
  response: ServerResponse,
  control: Control,
  config: Config,
): Promise<void> {
  try {
    const name = request.path.slice(CONTROL_PATH.length);
    if (name === 'truth') {
      await truth(request.params, response, control);
      return;
    }
    const run = operations(control, config)[name];
    if (!run) throw new RangeError(`no such operation: ${name}`);
    const body: unknown = request.body === '' ? {} : JSON.parse(request.body);
    answer(response, 200, run(body) ?? {});
  } catch (error) {
    answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function operations(control: Control, config: Config): Record<string, (body: unknown) => unknown> {
  return {
    insert: (body) => {
      const { stream, records, ...options } = body as Operation;
      return { ids: control.insert(stream, records, options) };
    },
    change: (body) => {
      const { stream, which, lastModified, fields, raw, ...options } = body as Operation;
      const change = {
        ...given({ lastModified }),
        ...given({ fields }),
        ...given({ raw }),
      } as Change;
      return { ids: control.change(stream, which, change, options) };
    },
    remove: (body) => {
      const { stream, which, ...options } = body as Operation & Target & When;
      return { ids: control.remove(stream, which, options) };
    },
    faults: (body) => {
      control.faults(body as readonly Fault[]);
    },
    limit: (body) => {
      control.limit(body as Limit | null);
    },
    latency: (body) => {
      control.latency(body as Latency);
    },
    requests: () => control.requests(),
    stats: () => control.stats(),
    'reset-log': () => {
      control.resetLog();
    },
    'revoke-tokens': () => {
      control.revokeTokens();
    },
    'rotate-secret': () => ({ client_secret: control.rotateSecret() }),
    now: (body) => {
      const { now, running } = body as { now?: string; running?: boolean };
      control.setNow(now, running);
    },
    set: (body) => {
      control.set(body as Partial<Switches>);
    },
    config,
  };
}

async function truth(
  params: URLSearchParams,
  response: ServerResponse,
  control: Control,
): Promise<void> {
  const { stream, pending, ...options } = Object.fromEntries(params);
  const texts = control.truth(stream as StreamName, {
    ...(options as TruthOptions),
    pending: pending === 'true',
  });
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  await pipeline(Readable.from(lines(texts)), response);
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
