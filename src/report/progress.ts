import { logLine, type LogFacts } from '../log/log-line';
import { REPORT_LINES } from '../log/report-lines';
import type { Log } from '../protocol/output';
import { counted, listed, rounded } from './facts';
import type { StreamFigures, SyncFigures } from './figures';
import type { SyncMeter, SyncWait } from './sync-meter';

const INTERVAL_MS = 30_000;

/** Logs every 30 seconds what the sync does, until the returned function is called. Does not keep the process alive. */
export function reportProgress(meter: SyncMeter, log: Log): () => void {
  let requestsBefore = 0;
  const timer = setInterval(() => {
    const figures = meter.figures();
    const requests = figures.requests.count - requestsBefore;
    requestsBefore = figures.requests.count;
    const requestsPerSecond = rounded(requests / (INTERVAL_MS / 1000));
    logLine(log, REPORT_LINES.progress, {
      ...progressFacts(figures),
      requestsPerSecond,
      ...waitFacts(meter.wait),
    });
  }, INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

function progressFacts({ streams, seconds, records, requests }: SyncFigures): LogFacts {
  const isRunning = ({ status }: StreamFigures): boolean => status === 'running';
  const done = streams.filter((each) => !isRunning(each)).map(({ stream }) => stream);
  return {
    done: listed(done),
    underWay: listed(streams.filter(isRunning).map(partsOf)),
    seconds: rounded(seconds),
    records,
    requests: requests.count,
    repeated: requests.resends,
    failedRequests: counted(requests.failures),
  };
}

/** `bookings (4 of 33 parts)`. */
function partsOf({ stream, parts }: StreamFigures): string {
  return parts ? `${stream} (${String(parts.done)} of ${String(parts.due)} parts)` : stream;
}

function waitFacts(wait: SyncWait | undefined): LogFacts {
  if (wait === undefined) return {};
  if ('until' in wait) return { waitingFor: wait.for, until: new Date(wait.until).toISOString() };
  return { waitingFor: wait.for, forSeconds: Math.round(wait.forMs / 1000) };
}
