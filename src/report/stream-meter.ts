import type { ConnectorError } from '../errors/connector-error';
import type { SyncMode } from '../protocol/catalog';
import type { Output } from '../protocol/output';
import type { WindowOutcome } from '../stream/partition-options';
import type { ApiMeter } from './api-meter';
import type {
  CoverageFigures,
  GapFigures,
  PartFigures,
  StreamFigures,
  WaitFigures,
} from './figures';

export type Outlet = Pick<Output, 'sent' | 'destinationWait'>;

/** How one stream's read ended; `failed` without an error: it was stopped without a reason. */
type End =
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly error: ConnectorError | undefined };

/** Measures one stream. The API's waits concern all streams: those between its start and its end are its own. */
export class StreamMeter {
  private readonly startedAt: number;
  private readonly waitsBefore: WaitFigures;
  private readonly windows = { read: 0, split: 0, reread: 0, failed: 0 };
  private parts: PartFigures | undefined;
  private coverage: CoverageFigures | undefined;
  private gap: GapFigures | undefined;
  private changesFilter: StreamFigures['changesFilter'];
  private readonly statedRecords = new Map<string, number>();
  private end: End | undefined;
  private atEnd: Pick<StreamFigures, 'finishedAt' | 'waits'> | undefined;

  constructor(
    readonly stream: string,
    private readonly syncMode: SyncMode,
    private readonly api: ApiMeter,
    private readonly outlet: Outlet,
  ) {
    this.startedAt = api.now();
    this.waitsBefore = api.waits();
  }

  /** `due` are read next; those that are done stay so. */
  planned(total: number, due: number): void {
    const { done = 0 } = this.parts ?? {};
    this.parts = { total, due: done + due, done };
  }

  partDone(): void {
    if (this.parts) this.parts = { ...this.parts, done: this.parts.done + 1 };
  }

  /** Call when the stream ends. */
  covers(coverage: CoverageFigures): void {
    this.coverage = coverage;
  }

  /** The record count that the API states for a whole partition. */
  stated(partition: string, records: number): void {
    this.statedRecords.set(partition, records);
  }

  /** Changes between these times, epoch milliseconds, are lost. */
  lost({ from, to }: GapFigures): void {
    const { gap = { from, to } } = this;
    this.gap = { from: Math.min(gap.from, from), to: Math.max(gap.to, to) };
  }

  /** What is known of the API's filter for changes. `isCaught`: it has just not shown a change. */
  filter(answer: string | undefined, isCaught = this.changesFilter?.isCaught === true): void {
    this.changesFilter = answer === undefined ? undefined : { answer, isCaught };
  }

  window(outcome: WindowOutcome, times = 1): void {
    this.windows[outcome] += times;
  }

  ended(error?: ConnectorError | null): void {
    this.end =
      error === undefined ? { kind: 'complete' } : { kind: 'failed', error: error ?? undefined };
    this.atEnd = { finishedAt: this.api.now(), waits: this.waits() };
  }

  figures(): StreamFigures {
    const { api, startedAt, atEnd } = this;
    const requests = api.requests(this.stream);
    return {
      stream: this.stream,
      syncMode: this.syncMode,
      ...this.status(),
      startedAt,
      finishedAt: atEnd?.finishedAt,
      seconds: ((atEnd?.finishedAt ?? api.now()) - startedAt) / 1000,
      ...this.outlet.sent(this.stream),
      parts: this.parts,
      coverage: this.coverage,
      statedRecords: Object.fromEntries(this.statedRecords),
      gap: this.gap,
      changesFilter: this.changesFilter,
      windows: { ...this.windows },
      requests,
      waits: atEnd?.waits ?? this.waits(),
      rate: api.rateOf(requests),
    };
  }

  private status(): Pick<StreamFigures, 'status' | 'error'> {
    const { end } = this;
    if (end === undefined) return { status: 'running' };
    if (end.kind === 'complete') return { status: 'complete' };
    if (end.error === undefined) return { status: 'incomplete' };
    const { failureType, kind } = end.error;
    return { status: 'incomplete', error: { failureType, code: kind.code } };
  }

  private waits(): WaitFigures {
    const now = this.api.waits();
    const before = this.waitsBefore;
    return {
      rateLimitSeconds: now.rateLimitSeconds - before.rateLimitSeconds,
      breakerSeconds: now.breakerSeconds - before.breakerSeconds,
      breakerOpenings: now.breakerOpenings - before.breakerOpenings,
    };
  }
}
