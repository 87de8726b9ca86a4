import type { Row, Rows } from '../data/store';
import { ApiError } from '../http/api-error';
import { json, type Reply } from '../http/exchange';
import type { Call, World } from '../world';
import { cursorAnswer, cursorParams } from './cursor-page';
import { modifiedRange } from './query';
import { receiptLink } from './receipt-files';
import { EXPENSE_TYPE_NAMES, EXPENSE_TYPES } from './types';

/** As `example.com`, for no one to be asked. */
const FILE_HOST = 'https://receipts.example.com';

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
  return json(cursorAnswer(list, page, (n) => receiptText(list.row(n).id, world)));
}

/** Three of four transactions have one. */
export function hasReceipt(id: string): boolean {
  return !'0123'.includes(id.at(-1) ?? '');
}

/** Every call signs the links anew. */
function receiptText(id: string, { clock, site, switches }: World): string {
  const [receipt, electronic] = switches.receiptFields;
  const host = switches.receiptHost === 'own' ? site.url : FILE_HOST;
  const link = (name: string): string => receiptLink(host, name, clock.now());
  return JSON.stringify({
    transaction_id: id,
    [receipt]: link(id),
    [electronic]: id.startsWith('a') ? link(`${id}-e`) : null,
  });
}
