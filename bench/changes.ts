import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../src/cli/program';
import type { JsonObject } from '../src/config/json';
import type { ByteSink } from '../src/protocol/byte-sink';
import { LineWriter } from '../src/protocol/line-writer';
import { loadManifest } from '../src/manifest/load';
import { startSimulator, type Simulator } from '../simulator';

/**
 * Requests of syncs with a proven filter for changes, and without one: of one sync an hour after the last, and of a week
 * of daily syncs, with 500 changes before each. Then what asking for upcoming trips costs and returns in that sync an hour
 * later. Counts, so that a busy machine cannot change them. Arguments: numbers of bookings; default 10000 100000.
 */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const HOUR = 3_600_000;
const CHANGES = 500;
const DAYS = 7;
/** So that nothing else changed in the time that the filter looks back. */
const QUIET_HOURS = 96;
/** The first month that ended less than 90 days before. */
const FIRST_DUE = '2026-08';
/** The week without a filter reads everything seven times. */
const MOST_WITHOUT = 200_000;

const real = Date.now;
let offset = 0;
Date.now = () => real() + offset;

const folder = mkdtempSync(join(tmpdir(), 'changes-'));
const manifest = loadManifest(join(__dirname, '../../resources/manifest.yaml'));

/** Keeps the last state only. */
class LastState implements ByteSink {
  state: JsonObject | undefined;
  private rest = '';

  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean {
    const lines = (this.rest + Buffer.from(chunk).toString()).split('\n');
    this.rest = lines.pop() ?? '';
    const last = lines.findLast((line) => line.startsWith('{"type":"STATE"'));
    if (last !== undefined)
      this.state = (
        JSON.parse(last) as { state: { stream: { stream_state: JsonObject } } }
      ).state.stream.stream_state;
    callback(null);
    return true;
  }

  on(): void {
    // It never fails.
  }
}

class Company {
  private now = Date.parse('2026-11-02T08:00:00Z');
  state: JsonObject | undefined;

  constructor(
    private readonly navan: Simulator,
    private readonly config: object,
  ) {}

  /** Returns the requests of one sync. */
  async sync(hours: number, changes = CHANGES): Promise<number> {
    const before = this.now;
    this.now += hours * HOUR;
    offset = this.now - real();
    this.navan.control.setNow(new Date(this.now).toISOString());
    if (changes > 0) this.change(before, changes);
    this.navan.control.resetLog();
    this.state = await this.read();
    return this.navan.control.requests().length;
  }

  private change(from: number, count: number): void {
    const lastModified = new Date((from + this.now) / 2).toISOString();
    this.navan.control.change('bookings', count, { lastModified, fields: { purpose: 'changed' } });
  }

  private async read(): Promise<JsonObject | undefined> {
    const files = {
      config: this.navan.config(this.config),
      catalog: { streams: [{ stream: { name: 'bookings' }, sync_mode: 'incremental' }] },
      state: this.state
        ? [
            {
              type: 'STREAM',
              stream: { stream_descriptor: { name: 'bookings' }, stream_state: this.state },
            },
          ]
        : [],
    };
    const argv = Object.entries(files).flatMap(([name, value]) => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(value));
      return [`--${name}`, path];
    });
    const sink = new LastState();
    const stdout = new LineWriter(sink, {
      whenIdle: (send) => {
        send();
      },
    });
    const surroundings = {
      stdout,
      stderr: () => undefined,
      isTerminal: false,
      environment: {},
      signal: new AbortController().signal,
    };
    const program = new Program(surroundings, { manifest });
    const code = await program.finish(await program.run(['read', ...argv]));
    if (code !== 0) throw new Error(`the read ended with ${String(code)}`);
    return sink.state;
  }

  /** As after a week in which the filter showed everything. */
  prove(): void {
    const own = this.state?.['source_navan'] as { changes: JsonObject };
    own.changes = { ...own.changes, answer: 'proven' };
  }
}

async function company(bookings: number, config: object): Promise<readonly [Company, Simulator]> {
  const navan = await startSimulator({
    ...{ bookings, users: 0, transactions: 0, updatedFrom: 'seconds', prepare: false },
    now: '2026-11-02T08:00:00Z',
  });
  const start_date = '2024-05-01T00:00:00Z';
  return [new Company(navan, { start_date, ...config }), navan];
}

async function week(company: Company): Promise<number> {
  let requests = 0;
  for (let day = 0; day < DAYS; day++) requests += await company.sync(24);
  return requests;
}

async function measure(bookings: number): Promise<readonly string[]> {
  const [proven, navan] = await company(bookings, {});
  const first = await proven.sync(0, 20);
  proven.prove();
  await proven.sync(QUIET_HOURS, 0);
  const one = await proven.sync(1);
  const weekProven = await week(proven);
  await navan.close();
  if (bookings > MOST_WITHOUT) return row(bookings, first, one, weekProven);
  const [without, other] = await company(bookings, { changes_filter: 'off' });
  await without.sync(0, 20);
  await without.sync(QUIET_HOURS, 0);
  const oneWithout = await without.sync(1);
  trips.push(tripsRow(bookings, without, other));
  const weekWithout = await week(without);
  await other.close();
  return row(bookings, first, one, weekProven, oneWithout, weekWithout);
}

/** What the questions for upcoming trips cost, and returned of the bookings of months that were not due. */
function tripsRow(bookings: number, { state }: Company, navan: Simulator): readonly string[] {
  const requests = navan.control.requests();
  const questions = requests.filter(({ params }) => 'startDateFrom' in params);
  const { upcoming, rows } = state?.['source_navan'] as {
    readonly upcoming: { readonly rows: number };
    readonly rows: Readonly<Record<string, number>>;
  };
  const waiting = Object.entries(rows).filter(([month]) => month < FIRST_DUE);
  const all = waiting.reduce((sum, [, count]) => sum + count, 0);
  return [bookings, requests.length, questions.length, upcoming.rows, all].map(number);
}

const trips: (readonly string[])[] = [];

const number = (value: number | undefined): string =>
  value?.toLocaleString('en-US') ?? 'not measured';

function row(
  ...[bookings, first, one, weekProven, oneWithout, weekWithout]: readonly number[]
): string[] {
  const ratio = weekWithout && weekProven ? (weekWithout / weekProven).toFixed(1) : '';
  return [...[bookings, first, one, oneWithout, weekProven, weekWithout].map(number), ratio];
}

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  say(
    '| bookings | first sync | an hour later, proven | without | a week, proven | without | ratio |',
  );
  say('| --- | --- | --- | --- | --- | --- | --- |');
  for (const bookings of sizes.length > 0 ? sizes : [10_000, 100_000])
    say(`| ${(await measure(bookings)).join(' | ')} |`);
  say('');
  say('| bookings | requests | for upcoming trips | bookings returned | of months not due |');
  say('| --- | --- | --- | --- | --- |');
  for (const row of trips) say(`| ${row.join(' | ')} |`);
}

void main()
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(folder, { recursive: true });
    // Timers that were set under the moved clock may be far away.
    process.exit();
  });
