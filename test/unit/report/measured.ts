import type { MeasuredAttempt } from '../../../src/client/events';
import type { DestinationWait } from '../../../src/protocol/output';
import { ApiMeter } from '../../../src/report/api-meter';
import { SyncMeter } from '../../../src/report/sync-meter';

export const NOW = Date.parse('2026-11-01T03:00:00Z');

/** Puts the time under the test's control. */
export function useFakeTime(): void {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
}

export function pass(ms: number): void {
  jest.advanceTimersByTime(ms);
}

/** A meter whose output has sent seven records of each stream. */
export function measured() {
  const outlet = {
    sent: () => ({ records: 7, bytes: 700 }),
    destinationWait: { currentMs: 0, totalMs: 0 } as DestinationWait,
  };
  const api = new ApiMeter();
  return { outlet, api, sync: new SyncMeter(api, outlet) };
}

export function attempt(more: Partial<MeasuredAttempt> = {}): MeasuredAttempt {
  return {
    stream: 'bookings',
    isTokenRequest: false,
    isResend: false,
    status: 200,
    durationMs: 100,
    wireBytes: 1000,
    result: 'ok',
    ...more,
  };
}

export const FAILED = attempt({
  status: 500,
  result: 'error',
  failure: 'HTTP 500',
  wireBytes: 0,
});

export const REFUSED = attempt({
  status: 429,
  result: 'rateLimited',
  failure: 'HTTP 429',
  wireBytes: 0,
});
