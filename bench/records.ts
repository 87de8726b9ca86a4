import { compilePagePlan } from '../src/stream/records/plan/compiled-plan';
import type { PagePlan } from '../src/stream/records/plan/page-plan';
import { scanPage } from '../src/stream/records/scan-page';
import { bookingsPage } from './bookings-page';

/** Slicing records compared with parsing and printing, and with a plain copy: one process, one core, no network. */

const RECORDS = 100;
const PAGES = 200;
const ROUND_MS = 400;
const ROUNDS = 5;

const plain: PagePlan = {
  recordPath: ['data'],
  envelope: [['page', 'totalElements']],
  fields: ['uuid', 'lastModified', 'created'],
  remove: [],
  add: [],
};

const edited: PagePlan = {
  ...plain,
  remove: [['*', '**', 'passport']],
  add: [{ name: 'transaction_source', json: '"bookings"' }],
};

type Work = (page: Buffer, target: Buffer) => number;

function slices(plan: PagePlan): Work {
  const compiled = compilePagePlan(plan);
  return (bytes, target) => {
    const page = scanPage(bytes, compiled);
    let offset = 0;
    for (let index = 0; index < page.count; index++) {
      page.field(index, 0);
      page.field(index, 1);
      page.field(index, 2);
      offset = page.write(index, target, offset);
    }
    return offset;
  };
}

function scanOnly(plan: PagePlan): Work {
  const compiled = compilePagePlan(plan);
  return (bytes) => scanPage(bytes, compiled).count;
}

const parseAndPrint: Work = (bytes, target) => {
  const page = JSON.parse(bytes.toString()) as { data: unknown[] };
  let offset = 0;
  for (const record of page.data) offset += target.write(JSON.stringify(record), offset);
  return offset;
};

const copy: Work = (bytes, target) => bytes.copy(target);

/** Pages per second in the best round: other load on the machine only slows a round down. */
function pagesPerSecond(work: Work, page: Buffer, target: Buffer): number {
  // More than a CPU cache holds, like pages from a network.
  const copies = Array.from({ length: PAGES }, () => Buffer.from(page));
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    let pages = 0;
    let elapsed = 0;
    for (; elapsed < ROUND_MS; elapsed = performance.now() - begin) {
      for (const copied of copies) work(copied, target);
      pages += copies.length;
    }
    best = Math.max(best, (1000 * pages) / elapsed);
  }
  return best;
}

function main(): void {
  const compact = Buffer.from(JSON.stringify(bookingsPage(RECORDS)));
  const indented = Buffer.from(JSON.stringify(bookingsPage(RECORDS), null, 2));
  const target = Buffer.alloc(2 * indented.length);
  const parsed = pagesPerSecond(parseAndPrint, compact, target);
  const copied = pagesPerSecond(copy, compact, target);
  const report = (name: string, page: Buffer, rate: number): void => {
    const megabytes = (rate * page.length) / 1e6;
    const cells = [
      name.padEnd(36),
      `${megabytes.toFixed(0).padStart(6)} MB/s`,
      `${(rate * RECORDS).toFixed(0).padStart(9)} records/s`,
      `${(rate / parsed).toFixed(2).padStart(7)} x parse and print`,
      `${((100 * rate) / copied).toFixed(2).padStart(7)} % of a copy`,
    ];
    process.stdout.write(`${cells.join('  ')}\n`);
  };
  process.stdout.write(
    `${RECORDS} records of ${Math.round(compact.length / RECORDS)} bytes a page\n`,
  );
  report('parse and print', compact, parsed);
  report('scan', compact, pagesPerSecond(scanOnly(plain), compact, target));
  report('scan, fields and write', compact, pagesPerSecond(slices(plain), compact, target));
  report('the same with edits', compact, pagesPerSecond(slices(edited), compact, target));
  report('the same, page indented', indented, pagesPerSecond(slices(edited), indented, target));
  report('copy', compact, copied);
}

main();
