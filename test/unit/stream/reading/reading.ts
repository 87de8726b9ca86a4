import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Send } from '../../../../src/client/http';
import { ConnectorError } from '../../../../src/errors/connector-error';
import { compileManifest } from '../../../../src/manifest/load';
import type { StreamModel } from '../../../../src/manifest/model';
import { ConfiguredStream } from '../../../../src/stream/configured-stream';
import { SharedRecords } from '../../../../src/stream/shared-records';
import { EndpointHealth } from '../../../../src/stream/endpoint-health';
import { FirstAnswer } from '../../../../src/stream/first-answer';
import { partitionsOf } from '../../../../src/stream/partition';
import type { PartitionOptions, WindowOutcome } from '../../../../src/stream/partition-options';
import type { PartitionResult } from '../../../../src/stream/read-partition';
import { readPartition } from '../../../../src/stream/read-partition';
import { ConcurrencyGate } from '../../../../src/client/concurrency-gate';

export const NOW = Date.parse('2026-11-01T00:00:00Z');

const manifest = compileManifest(
  parse(readFileSync(join(__dirname, '../../../../resources/manifest.yaml'), 'utf8')),
);
const CONFIG = {
  client_id: 'id',
  client_secret: 'secret',
  start_date: '2026-09-01T00:00:00Z',
  personal_data: { include_passports: true },
};

export function modelOf(name: string, change: Partial<StreamModel> = {}): StreamModel {
  const model = manifest.streams.find((stream) => stream.name === name);
  if (!model) throw new Error(`no stream ${name}`);
  return { ...model, ...change };
}

/** The same stream with another page size. */
export function withPages(name: string, size: number): StreamModel {
  const { paginator } = modelOf(name);
  return modelOf(name, paginator.kind === 'none' ? {} : { paginator: { ...paginator, size } });
}

export function bound(model: StreamModel, config: Record<string, unknown> = {}): ConfiguredStream {
  return new ConfiguredStream(model, { ...CONFIG, ...config });
}

/** What the observer was told. */
export interface Told {
  readonly misplaced: string[];
  readonly wrongTotals: { window: string; stated: number | undefined; counted: number }[];
  readonly rows: number[];
  readonly windows: Record<WindowOutcome, number>;
  readonly fullPages: number[];
  pagesLookedAt: number;
}

export interface ReadOptions extends Partial<PartitionOptions> {
  readonly model?: StreamModel;
  /** The partition's value; absent: the first. */
  readonly value?: string;
  readonly began?: number;
}

/** The result of reading one partition. */
export interface Outcome {
  /** Records as they were sent. */
  readonly sent: readonly Record<string, unknown>[];
  readonly result?: PartitionResult;
  readonly error?: unknown;
  readonly told: Told;
}

export const ids = ({ sent }: Outcome, key = 'uuid'): unknown[] =>
  sent.map((record) => record[key]);

export const codeOf = ({ error }: Outcome): string | undefined =>
  error instanceof ConnectorError ? error.kind.code : undefined;

export const factsOf = ({ error }: Outcome): ConnectorError['facts'] =>
  error instanceof ConnectorError ? error.facts : {};

/** Reads one partition of `bookings`, or of another stream; `send` responds to the requests. */
export async function reading(send: Send, options: ReadOptions = {}): Promise<Outcome> {
  const { model = withPages('bookings', 3), value, began = NOW, ...more } = options;
  const stream = more.stream ?? bound(model);
  const partitions = partitionsOf(model, stream.scope(began));
  const index = value === undefined ? 0 : partitions.findIndex((each) => each.value === value);
  const partition = partitions[index];
  if (!partition) throw new Error(`no partition ${String(value)}`);
  const scope = stream.scope(began, partition, stream.earliest(began));
  const sent: Record<string, unknown>[] = [];
  const told: Told = {
    misplaced: [],
    wrongTotals: [],
    fullPages: [],
    rows: [],
    pagesLookedAt: 0,
    windows: { read: 0, split: 0, reread: 0, failed: 0 },
  };
  const run: PartitionOptions = {
    stream,
    partition,
    index,
    scope,
    window: stream.window(scope),
    sharedRecords: new SharedRecords(model.cursor?.clientSide === true),
    pageGate: new ConcurrencyGate(() => 4),
    send,
    sink: (page, row) => {
      const target = Buffer.alloc(10_000);
      const text = target.toString('utf8', 0, page.write(row, target, 0));
      sent.push(JSON.parse(text) as Record<string, unknown>);
      return undefined;
    },
    onWindow: (outcome, times = 1) => {
      told.windows[outcome] += times;
    },
    observer: {
      misplacedRecord: (_stream, window) => told.misplaced.push(window),
      wrongTotal: (_stream, window, stated, counted) =>
        told.wrongTotals.push({ window, stated, counted }),
      fullPage: (_stream, _window, counted) => told.fullPages.push(counted),
      sendsKeyless: () => true,
      keylessRecord: () => true,
      page: () => {
        told.pagesLookedAt += 1;
      },
      statedRecords: (_stream, _partition, count) => told.rows.push(count),
      suspect: () => undefined,
      refusedValue: () => undefined,
      split: () => undefined,
    },
    isOutdated: () => false,
    endpoint: { stream: model.name, path: stream.path(scope) },
    endpoints: new EndpointHealth(),
    firstAnswer: new FirstAnswer(),
    isAlone: true,
    clock: { isUndecided: false, trusts: () => true, earliestAt: (local) => local },
    signal: new AbortController().signal,
    ...more,
  };
  try {
    return { sent, told, result: await readPartition(run) };
  } catch (error) {
    return { sent, told, error };
  }
}
