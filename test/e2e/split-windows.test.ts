import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Window } from '../../src/stream/window';
import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { expectIds, expectRecords } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-08-01T00:00:00Z' };
const seconds = (iso: string): number => Date.parse(iso) / 1000;
const fullRefresh = (navan: Simulator): Promise<ConnectorRun> =>
  sync(navan, { mode: 'full_refresh', config });

/** September as the connector requests it: one second wider on both sides. */
const september = new Window(
  { field: 'created', from: 'createdFrom', to: 'createdTo', unit: 'seconds', smallestMs: 1000 },
  seconds('2026-09-01T00:00:00Z') - 1,
  seconds('2026-10-01T00:00:00Z'),
);

/** Windows that splitting September visits on the way to `instant`, the smallest last. */
function windowsAround(instant: string): readonly Window[] {
  const at = seconds(instant);
  const windows: Window[] = [];
  const visit = (window: Window): void => {
    if (at < window.from || at > window.to) return;
    windows.push(window);
    if (window.canSplit()) window.split().forEach(visit);
  };
  visit(september);
  return windows;
}

/** Page `page` of these windows returns 500 every time. */
function broken(
  windows: readonly Window[],
  page: number,
): Parameters<Simulator['control']['faults']>[0] {
  return windows.map((window) => ({
    match: { path: '/v1/bookings', page, params: Object.fromEntries(window.parameters()) },
    fault: { kind: 'status', status: 500 },
  }));
}

describe('a page that keeps failing', () => {
  const layout = [
    { created: '2026-08-10T00:00:00Z', count: 30 },
    { created: '2026-09-01T00:00:00Z', count: 330, stepMs: 7_500_000 },
    { created: '2026-10-10T00:00:00Z', count: 30 },
  ];

  it.each([0, 3])(
    'given page %i of a month, when read, then both halves are read and every record is sent once',
    async (page) => {
      const navan = await simulator({ bookings: 0, layout });
      navan.control.faults(broken([september], page));
      const read = await fullRefresh(navan);
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
    },
  );

  it('given windows wider than four days, when read, then they are split until none is wider and every record is sent once', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const wide: Window[] = [];
    const visit = (window: Window): void => {
      if (window.to - window.from <= 4 * 86_400) return;
      wide.push(window);
      window.split().forEach(visit);
    };
    visit(september);
    navan.control.faults(broken(wide, 0));
    const read = await fullRefresh(navan);
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
  });

  it('given an instant that fails in every window, when read, then the error names the smallest window and the rest is read', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const bad = '2026-09-12T10:00:00Z';
    const windows = windowsAround(bad);
    navan.control.faults(broken(windows, 0));
    const read = await fullRefresh(navan);
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.statuses('bookings').at(-1)).toBe('INCOMPLETE');
    expect(read.errors).toHaveLength(1);
    const message = read.errors[0]?.message ?? '';
    const smallest = windows.filter((window) => !window.canSplit());
    expect(message).toContain(smallest.reduce((all, window) => all.with(window)).describe());
    expect(read.cursor('2026-09')).toBeUndefined();
    for (const month of ['2026-08', '2026-10', '2026-11']) expect(read.cursor(month)).toBeDefined();
    const outside = truth(navan).filter((text) => {
      const created = (JSON.parse(text) as { created: string }).created;
      return !smallest.some(
        ({ from, to }) => seconds(created) >= from && Math.floor(seconds(created)) <= to,
      );
    });
    expectRecords('bookings', read.records(), outside);
  });

  it('given an earlier cursor of the failing month, when read, then it stays unchanged and the others advance', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const cursor = { lastModified: '2026-11-01T00:00:00.000Z' };
    const states = ['2026-08', '2026-09', '2026-10'].map((created_month) => ({
      partition: { created_month },
      cursor,
    }));
    navan.control.faults(broken(windowsAround('2026-09-12T10:00:00Z'), 0));
    const read = await sync(navan, { config, state: new Map([['bookings', { states }]]) });
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.cursor('2026-09')).toBe(cursor.lastModified);
    expect(Date.parse(read.cursor('2026-10') ?? '')).toBeGreaterThan(
      Date.parse(cursor.lastModified),
    );
  });

  it('given a month in which every request fails, when read, then the read ends in bounded time and the other months have checkpoints', async () => {
    const navan = await simulator({ bookings: 0, layout });
    // 1788220799 to 1790812799: windows that begin in September or one second earlier.
    const inSeptember = '/^(17882207|1788(2[3-9]|[3-9])|1789|17900|1790[1-7])/';
    navan.control.faults([
      {
        match: { path: '/v1/bookings', params: { createdFrom: inSeptember } },
        fault: { kind: 'status', status: 500 },
      },
    ]);
    const read = await fullRefresh(navan);
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.errors).toHaveLength(1);
    expect(read.cursor('2026-09')).toBeUndefined();
    for (const month of ['2026-08', '2026-10', '2026-11']) expect(read.cursor(month)).toBeDefined();
    // The end of the failing range is found to the second.
    expect(navan.control.stats().requests).toBeLessThan(400);
  });

  it('given an API that fails past page 2, when read, then months are split until no window has more pages', async () => {
    const navan = await simulator({ bookings: 0, layout, maxPageDepth: 2 });
    const read = await fullRefresh(navan);
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
  });
});

describe('a window whose count exceeds the limit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
  const manifestFile = join(folder, 'manifest.yaml');
  const most = 150;
  beforeAll(() => {
    const manifest = readFileSync(join(__dirname, '../../resources/manifest.yaml'), 'utf8');
    const changed = manifest.replace('max_rows: 10000', `max_rows: ${String(most)}`);
    expect(changed).not.toBe(manifest);
    writeFileSync(manifestFile, changed);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['spread over the month', 2_500_000],
    ['within seconds', 5],
    ['in one instant', 0],
  ])(
    'given more than that %s, when read, then it is split at once and every record is sent once',
    async (_, stepMs) => {
      const rows = [{ created: '2026-09-01T00:00:00.500Z', count: 450, stepMs }];
      const navan = await simulator({ bookings: 0, layout: rows });
      const read = await sync(navan, { mode: 'full_refresh', config, manifestFile });
      expectRecords('bookings', read.records(), truth(navan));
      const asked = navan.control
        .requests()
        .filter(
          ({ params }) =>
            params['createdFrom'] === String(september.from) &&
            params['createdTo'] === String(september.to),
        );
      expect(asked).toHaveLength(1);
    },
  );
});

describe('a failing day of transactions', () => {
  it('given windows of more than two days that fail, when read, then single days are read and each record is sent once', async () => {
    const navan = await simulator({ bookings: 0, transactions: 60 });
    const day = 86_400_000;
    const today = Math.floor(Date.now() / day);
    const text = (index: number): string => new Date(index * day).toISOString().slice(0, 10);
    // Every window that extends more than forty days past the floor.
    const to = Array.from({ length: 40 }, (_, ago) => text(today - ago)).join('|');
    const now = new Date();
    const floor = text(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1) / day);
    navan.control.faults([
      {
        match: {
          path: '/v1/expense/fees',
          params: { 'date_modified.from': floor, 'date_modified.to': `/^(${to})$/` },
        },
        fault: { kind: 'status', status: 500 },
      },
    ]);
    const read = await sync(navan, {
      streams: ['transactions'],
      config: { transaction_types: ['fees'] },
    });
    expect(read.failedStreams).toEqual([]);
    const ids = truth(navan, 'fees').map((record) => (JSON.parse(record) as { id: string }).id);
    expectIds('transactions', read.ids('transactions', 'id'), ids);
  });
});
