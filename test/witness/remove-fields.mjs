// Reads cases from stdin, one JSON object per line with a record and the pointers of what to remove, and prints each
// record without it, as the connector would send it.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const load = createRequire(import.meta.url);
const { compilePagePlan } = load('../../dist/src/stream/records/plan/compiled-plan.js');
const { scanPage } = load('../../dist/src/stream/records/scan-page.js');

for await (const line of createInterface({ input: process.stdin })) {
  const { record, pointers } = JSON.parse(line);
  const plan = { recordPath: [], envelope: [], fields: [], remove: pointers, add: [] };
  const page = scanPage(Buffer.from(JSON.stringify([record])), compilePagePlan(plan));
  const target = Buffer.alloc(page.maxBytes(0));
  console.log(target.toString('utf8', 0, page.write(0, target, 0)));
}
