import type { Reply } from '../http/exchange';
import { pageAnswer, pageParams } from '../page-answer';
import type { Call } from '../world';

export const USERS_PATH = '/v1/users';

/** `GET /v1/users`: all of them, because there is no filter for changes. */
export function users({ request, tenant, world }: Call): Reply {
  const now = world.clock.now();
  const page = pageParams(request.params, world.switches);
  const key = `${tenant.clientId} users ${tenant.users.versionAt(now)} ${page.page} ${page.size}`;
  const rows = (): string =>
    pageAnswer(tenant.users.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, now), page);
  return world.pages.reply(key, rows);
}
