import { ApiError } from '../http/api-error';
import type { Reply } from '../http/exchange';
import type { Call } from '../world';
import { cursorAnswer, cursorParams } from './cursor-page';
import { withGroups } from './field-groups';
import { fieldGroups, modifiedRange } from './query';
import type { ExpenseType } from './types';

export const EXPENSE_PATH = '/v1/expense/';

/** `GET /v1/expense/<type>`. */
export function transactions({ request, tenant, world }: Call, type: ExpenseType): Reply {
  const { params } = request;
  const now = world.clock.now();
  const { from, to } = modifiedRange(params, now);
  const groups = fieldGroups(params, world.switches);
  const page = cursorParams(params, world.switches);
  const store = tenant.expense.get(type);
  if (!store) throw new ApiError(404, 'No such type.');
  const key = `${tenant.clientId} ${type} ${store.versionAt(now)} ${params.toString()}`;
  return world.pages.reply(key, () => {
    const rows = store.between(from, to, now);
    return cursorAnswer(rows, page, (n) => withGroups(rows.row(n).text(), groups));
  });
}
