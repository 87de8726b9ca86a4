import { randomBytes } from 'node:crypto';
import type { Row, Rows } from '../data/store';
import { ApiError } from '../http/api-error';
import { json, type Reply } from '../http/exchange';
import type { Switches } from '../switches';
import type { Call } from '../world';
import { cursorAnswer, cursorParams } from './cursor-page';
import { modifiedRange } from './query';
import { EXPENSE_TYPE_NAMES, EXPENSE_TYPES } from './types';

export const RECEIPTS_PATH = '/v1/expense/transactions/receipts';

/** `GET /v1/expense/transactions/receipts`: the receipts of the requested types, of all types without `type`. */
export function receipts({ request, tenant, world }: Call): Reply {
  const { params } = request;
  const now = world.clock.now();
  const { from, to } = modifiedRange(params, now);
  const page = cursorParams(params, world.switches);
  const wanted = params.getAll('type').flatMap((names) => names.split(','));
  const known = Object.values(EXPENSE_TYPES) as string[];
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ApiError(400, `Unknown type '${unknown}'.`);
  const types = EXPENSE_TYPE_NAMES.filter(
    (type) => wanted.length === 0 || wanted.includes(EXPENSE_TYPES[type]),
  );
  const rows: Row[] = [];
  for (const type of types) {
    const found = tenant.expense.get(type)?.between(from, to, now);
    for (let n = 0; found && n < found.count; n += 1) {
      const row = found.row(n);
      if (hasReceipt(row.id)) rows.push(row);
    }
  }
  const list: Rows = { count: rows.length, row: (n) => rows[n] as Row };
  return json(cursorAnswer(list, page, (n) => receiptText(list.row(n).id, now, world.switches)));
}

/** Three of four transactions have one. */
export function hasReceipt(id: string): boolean {
  return !'0123'.includes(id.at(-1) ?? '');
}

/** Every call signs the links anew. */
function receiptText(id: string, now: number, { receiptFields }: Switches): string {
  const [receipt, electronic] = receiptFields;
  return JSON.stringify({
    transaction_id: id,
    [receipt]: link(`${id}.pdf`, now),
    [electronic]: id.startsWith('a') ? link(`${id}-e.pdf`, now) : null,
  });
}

function link(name: string, now: number): string {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/gu, '');
  const signature = randomBytes(32).toString('hex');
  return `https://receipts.example.com/${name}?X-Amz-Date=${date}&X-Amz-Expires=604800&X-Amz-Signature=${signature}`;
}
