import { join } from 'node:path';
import fc from 'fast-check';
import { loadManifest } from '../../../src/manifest/load';
import { historyOf } from '../../../src/plan/history';
import { ConfiguredStream } from '../../../src/stream/configured-stream';
import { ROOT } from '../../docs/support';

const { streams } = loadManifest(join(ROOT, 'resources/manifest.yaml'));
const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const NOW = at('2026-11-24');

function configured(name: string, start = '2024-01-01'): ConfiguredStream {
  const model = streams.find((stream) => stream.name === name);
  if (!model) throw new RangeError(name);
  return new ConfiguredStream(model, { start_date: `${start}T00:00:00Z` });
}

describe('given when a stream was last read, when its history is looked up', () => {
  const transactions = configured('transactions');

  it('then bookings lose nothing', () => {
    expect(historyOf(configured('bookings'), NOW, NOW)).toBeUndefined();
  });

  it('then a recent state loses changes from the first day of the third month after', () => {
    expect(historyOf(transactions, at('2026-11-20'), NOW)).toEqual({
      floor: at('2026-09-01'),
      lost: undefined,
      next: { at: at('2027-02-01'), from: at('2026-11-20') },
    });
  });

  it('then an old state has lost changes, and loses more at the next month', () => {
    expect(historyOf(transactions, at('2026-06-10'), NOW)).toEqual({
      floor: at('2026-09-01'),
      lost: { from: at('2026-06-10'), to: at('2026-09-01') },
      next: { at: at('2026-12-01'), from: at('2026-09-01') },
    });
  });

  it('then a stream that was never read has lost nothing that it had', () => {
    expect(historyOf(transactions, undefined, NOW)).toMatchObject({ lost: undefined });
  });

  it('then changes before the start date are not lost', () => {
    const later = configured('transactions', '2026-10-15');
    expect(historyOf(later, at('2026-06-10'), NOW)).toMatchObject({
      lost: undefined,
      next: { at: at('2027-01-01'), from: at('2026-10-15') },
    });
  });

  it('then at the date told, and not a second earlier, a sync would have a gap', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((count) => NOW - count * 86_400_000);
    fc.assert(
      fc.property(days, (readAt) => {
        const next = historyOf(transactions, readAt, NOW)?.next;
        const told = next?.at ?? NaN;
        const isLostAt = (time: number): boolean =>
          historyOf(transactions, next?.from, time)?.lost !== undefined;
        expect([isLostAt(told - 1000), isLostAt(told)]).toEqual([false, true]);
      }),
    );
  });
});
