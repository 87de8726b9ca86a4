import type { Clock } from './clock';
import type { Row, Rows } from './data/store';
import type { ApiRequest } from './http/exchange';
import type { Region } from './options';
import type { PageCache } from './pages';
import type { Switches } from './switches';
import type { Tenant } from './tenant';
import type { Tokens } from './tokens';

/** What all endpoints share. */
export interface World {
  readonly region: Region;
  readonly clock: Clock;
  readonly switches: Switches;
  readonly tenants: readonly Tenant[];
  readonly tokens: Tokens;
  readonly pages: PageCache;
}

/** A request whose token was accepted. */
export interface Call {
  readonly request: ApiRequest;
  readonly tenant: Tenant;
  readonly world: World;
}

/** The texts of some consecutive rows. */
export function slice(rows: Rows, from: number, to: number): string[] {
  const texts: string[] = [];
  for (let n = from; n < Math.min(to, rows.count); n += 1) texts.push(rows.row(n).text());
  return texts;
}

/** The rows that fit, in the same order. */
export function filtered(rows: Rows, fits: (row: Row) => boolean): Rows {
  const kept: number[] = [];
  for (let n = 0; n < rows.count; n += 1) if (fits(rows.row(n))) kept.push(n);
  return { count: kept.length, row: (position) => rows.row(kept[position] ?? -1) };
}
