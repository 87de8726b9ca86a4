import { spawnSync } from 'node:child_process';
import { ROOT, rows } from './support';

interface Drawn {
  readonly table: string;
  readonly pictures: Readonly<Record<string, string>>;
}

/** In another process, because jest can't load the program. */
const DRAWING = `
import { readFileSync } from 'node:fs';
import { PICTURES } from './bench/draw/pictures.mjs';
import { tableOf } from './bench/draw/table.mjs';
const results = JSON.parse(readFileSync(0, 'utf8'));
const pictures = Object.entries(PICTURES).map(([name, draw]) => [name, draw(results)]);
console.log(JSON.stringify({ table: tableOf(results), pictures: Object.fromEntries(pictures) }));
`;

function drawn(results: unknown): Drawn {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', DRAWING],
    { encoding: 'utf8', cwd: ROOT, input: JSON.stringify(results) },
  );
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Drawn;
}

/** Ten percent less and a quarter more. */
const spread = (median: number): unknown => ({ median, least: median * 0.9, most: median * 1.25 });
const program = (seconds: number): unknown => ({
  seconds: spread(seconds),
  cpuSeconds: spread(seconds * 2),
  peakBytes: spread(1e8),
});
const peak = (name: string, mb: number): unknown => ({ name, peakBytes: spread(mb * 2 ** 20) });
const size = { bookings: 1000, months: 30, requests: 40, seconds: 1, peakBytes: 1e8 };

const throughput = (loop: number): unknown => ({
  bookings: 1000,
  gzip: false,
  bytesPerBooking: 2750,
  programs: { connector: program(2), get: program(loop), fetch: program(8), copy: program(1) },
});

/** What is measured, by the beginning of what it is. */
function measured({ table }: Drawn, what: string): string | undefined {
  return rows(table).find(([cell]) => cell?.startsWith(what))?.[1];
}

describe('given results of the benchmark', () => {
  const all = drawn({
    date: '2026-11-30',
    throughput: [throughput(6)],
    latency: [
      { ms: 50, pages: 10, concurrency: 4, share: 0.9199, afterStart: 0.95 },
      { ms: 150, pages: 10, concurrency: 4, share: 0.92 },
    ],
    memory: [peak('10,000 bookings', 100), peak('1,000,000 bookings', 126)],
    growth: { bookings: [{ ...size, stateBytes: 900 }] },
    start: { rounds: 3, spec: spread(0.3), node: spread(0.05) },
    others: [
      { name: 'a tap', bookings: 10000, cpuPerBooking: 0.00075 },
      { name: 'another', bookings: 10000, cpuPerBooking: 0.0006 },
      { name: 'the connector', bookings: 10000, cpuPerBooking: 0.00003 },
    ],
  });

  it('when they are tabled, then with ratios of medians and of extremes', () => {
    expect(all.table).toMatch(/^Measured on 30 November 2026\. /);
    expect(measured(all, '1,000 bookings of 2.8 kB')).toBe(
      '3.00 × [2.16 to 4.17] (goal missed) its rate: 500 against 167 bookings a second. The loop takes 3.00 × [2.16 to 4.17] the CPU',
    );
    expect(measured(all, 'the same loop with `fetch`, which is slower')).toMatch(/^4\.00 × \[/);
    expect(measured(all, 'the same against receive')).toBe('50.0 % [36.0 to 69.4] of its rate');
  });

  it('when a target is missed, then its figure says so, and no other', () => {
    const missed = rows(all.table).filter(([, figure]) => figure?.includes('** (missed)'));
    expect(missed.map(([what]) => what?.slice(0, 30))).toEqual([
      'start of `spec` over that of b',
      '50 ms a response, 10 pages, 4 ',
      'peak memory: 1,000,000 booking',
      'CPU per booking against anothe',
    ]);
    expect(measured(all, 'peak memory: 1,000,000')).toBe(
      '**126.0 MB** (missed) [113.4 to 157.5], **1.26 ×** (missed) [0.91 to 1.75] that of 10,000 bookings',
    );
    const slow = drawn({ throughput: [throughput(4.9)] });
    expect(measured(slow, '1,000 bookings')).toMatch(/^\*\*2\.45 ×\*\* \(missed\) \[/);
  });

  it('when they are drawn, then each picture has a name, a background and no figure that is none', () => {
    expect(Object.keys(all.pictures)).toEqual(['throughput', 'latency', 'memory', 'growth']);
    for (const svg of Object.values(all.pictures)) {
      expect(svg).toMatch(/^<svg xmlns="[^"]+" [^>]*aria-label="[^"]+"[^>]*>\s*<title>.+<\/title>/);
      expect(svg).toContain('fill="#ffffff"');
      expect(svg).not.toMatch(/NaN|undefined|<style/);
    }
  });

  it('when parts are missing, then so are their rows and pictures', () => {
    const memory = drawn({ memory: [peak('1,000,000 bookings', 100)] });
    expect(rows(memory.table)).toEqual([
      [
        'peak memory: 1,000,000 bookings',
        '100.0 MB [90.0 to 125.0]',
        '125 MB',
        '[memory](images/performance/memory.svg)',
      ],
    ]);
    expect(Object.keys(memory.pictures)).toEqual(['memory']);
    expect(rows(drawn({}).table)).toEqual([]);
  });
});
