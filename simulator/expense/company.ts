import type { Rows, Store } from '../data/store';
import { ApiError } from '../http/api-error';
import type { Reply } from '../http/exchange';
import { slice } from '../data/rows';
import type { Call } from '../world';
import type { CompanyPath } from './company-paths';
import { cursorAnswer, cursorParams } from './cursor-page';
import { modifiedRange } from './query';

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** `GET /v1/expense/<path>` for statement payments, the company's lists and its one object of settings. */
export function company({ request, tenant, world }: Call, path: CompanyPath): Reply {
  const { switches, pages } = world;
  const store = tenant.company.get(path);
  if (!store || switches.missingPaths.includes(path))
    throw new ApiError(404, 'No message available');
  const now = world.clock.now();
  const { params } = request;
  const key = `${tenant.clientId} ${path} ${store.versionAt(now)} ${params.toString()}`;
  if (path === 'gl-code-settings') {
    return pages.reply(key, () => settings(store, now, switches.settingsEnvelope));
  }
  const { from, to } = path === 'statement-payments' ? modifiedRange(params, now) : EVER;
  const page = cursorParams(params, switches);
  return pages.reply(key, () => {
    const rows = store.between(from, to, now);
    const envelope = switches.listEnvelope;
    if (envelope === 'list') return `[${slice(rows, 0, rows.count).join(',')}]`;
    return cursorAnswer(rows, page, (n) => rows.row(n).text(), envelope);
  });
}

function settings(store: Store, now: number, envelope: 'bare' | 'content' | 'data'): string {
  const rows: Rows = store.between(EVER.from, EVER.to, now);
  const object = rows.count > 0 ? rows.row(0).text() : '{}';
  return envelope === 'bare' ? object : `{"${envelope}":${object}}`;
}
