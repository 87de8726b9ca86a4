import type { SyncMode } from '../protocol/catalog';
import type { ApiMeter, ApiWait } from './api-meter';
import type { StreamFigures, SyncFigures } from './figures';
import { StreamMeter, type Outlet } from './stream-meter';

/** What the sync waits for. */
export type SyncWait = ApiWait | { readonly for: 'destination'; readonly forMs: number };

/** The one place of measurement: figures per stream and of the whole sync, at any time. */
export class SyncMeter {
  private readonly meters: StreamMeter[] = [];
  private readonly startedAt: number;
  private finishedAt: number | undefined;

  constructor(
    private readonly api: ApiMeter,
    private readonly outlet: Outlet,
    private readonly isEmpty = false,
  ) {
    this.startedAt = api.now();
  }

  start(stream: string, syncMode: SyncMode): StreamMeter {
    const meter = new StreamMeter(stream, syncMode, this.api, this.outlet);
    this.meters.push(meter);
    return meter;
  }

  ended(): void {
    this.finishedAt = this.api.now();
  }

  get wait(): SyncWait | undefined {
    const { currentMs } = this.outlet.destinationWait;
    return currentMs > 0 ? { for: 'destination', forMs: currentMs } : this.api.wait;
  }

  figures(): SyncFigures {
    const { api, startedAt, finishedAt } = this;
    const streams = this.meters.map((meter) => meter.figures());
    const requests = api.requests();
    return {
      startedAt,
      finishedAt,
      seconds: ((finishedAt ?? api.now()) - startedAt) / 1000,
      streams,
      isEmpty: this.isEmpty,
      records: sum(streams, ({ records }) => records),
      bytes: sum(streams, ({ bytes }) => bytes),
      windows: {
        read: sum(streams, ({ windows }) => windows.read),
        split: sum(streams, ({ windows }) => windows.split),
        reread: sum(streams, ({ windows }) => windows.reread),
        failed: sum(streams, ({ windows }) => windows.failed),
      },
      requests,
      waits: api.waits(),
      rate: api.rateOf(requests),
      tokenRequests: api.tokenRequests,
      tokenFailures: api.tokenFailures,
      destinationSeconds: this.outlet.destinationWait.totalMs / 1000,
    };
  }
}

function sum(
  streams: readonly StreamFigures[],
  figureOf: (figures: StreamFigures) => number,
): number {
  return streams.reduce((total, figures) => total + figureOf(figures), 0);
}
