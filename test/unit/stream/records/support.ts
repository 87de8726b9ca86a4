import { compilePagePlan } from '../../../../src/stream/records/plan/compiled-plan';
import type { PagePlan } from '../../../../src/stream/records/plan/page-plan';
import { scanPage } from '../../../../src/stream/records/scan-page';
import type { ScannedPage } from '../../../../src/stream/records/scanned-page';

/** Scans a page whose records are under `data`, unless the plan says otherwise. */
export function scan(page: string | Buffer, plan: Partial<PagePlan> = {}): ScannedPage {
  const whole: PagePlan = {
    recordPath: ['data'],
    envelope: [],
    fields: [],
    remove: [],
    add: [],
    ...plan,
  };
  return scanPage(typeof page === 'string' ? Buffer.from(page) : page, compilePagePlan(whole));
}

/** What `write` writes of one record into a buffer of exactly `maxBytes`. */
export function written(page: ScannedPage, record: number): string {
  const before = 5;
  const target = Buffer.alloc(before + page.maxBytes(record), '!');
  const end = page.write(record, target, before);
  expect(end).toBeLessThanOrEqual(target.length);
  expect(target.toString('utf8', 0, before)).toBe('!'.repeat(before));
  return target.toString('utf8', before, end);
}

/** What `write` writes of a page's only record. */
export function writtenRecord(record: string, plan: Partial<PagePlan> = {}): string {
  return written(scan(`{"data":[${record}]}`, plan), 0);
}
