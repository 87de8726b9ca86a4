// The figures of the page, computed from the staging models alone by other SQL than the dashboard's.
import { query } from './support.mjs';

const LIVE = "upper(trim(booking_status)) in ('CONFIRMED', 'TICKETED', 'ACCEPTED')";
const CANCELLED = "upper(trim(booking_status)) in ('CANCELED', 'VOIDED')";

/** The first days of the twelve months, the twelve before, and the month after. */
const PERIOD = `
  with newest as (
    select date_trunc('month', max(finished_at::timestamp)) as after
    from stg_navan__sync_health where stream = 'bookings' and status = 'complete'
  )
  select strftime(after, '%Y-%m-%d') as after, strftime(after - interval 12 month, '%Y-%m-%d') as start, strftime(after - interval 24 month, '%Y-%m-%d') as before
  from newest`;

/** Of both years: a number per year. */
export class Truth {
  constructor(file, { after, start, before }) {
    this.file = file;
    this.years = [
      [start, after],
      [before, start],
    ];
  }

  static async of(file) {
    const [period] = await query(file, PERIOD);
    return new Truth(file, period);
  }

  /** @returns {Promise<number[]>} this year's and last year's */
  async both(value, where = LIVE, date = 'created_at') {
    const found = [];
    for (const [from, to] of this.years) {
      const sql = `select (${value})::double as value from stg_navan__bookings where (${where}) and ${date} >= '${from}' and ${date} < '${to}'`;
      found.push((await query(this.file, sql))[0].value);
    }
    return found;
  }

  /**
   * This year's sums by group, and the travellers of both years: `{ name, value, travellers: Set, before: Set }`.
   *
   * @param {string} key
   * @param {string} value
   * @param {{ where?: string, date?: string, from?: string }} [options]
   */
  async groups(
    key,
    value,
    { where = LIVE, date = 'created_at', from = 'stg_navan__bookings' } = {},
  ) {
    const [[start, after], [before]] = this.years;
    const rows = await query(
      this.file,
      `select
        ${key} as name,
        (${date} >= '${start}')::varchar as is_now,
        ${value}::double as value,
        json_extract_string(passengers::json, '$[*].person.uuid') as travellers
      from ${from}
      where (${where}) and ${date} >= '${before}' and ${date} < '${after}'`,
    );
    const found = new Map();
    for (const { name, is_now: isNow, value: amount, travellers } of rows) {
      const group = found.get(name) ?? { name, value: 0, travellers: new Set(), before: new Set() };
      found.set(name, group);
      if (isNow === 'true') group.value += amount ?? 0;
      for (const who of travellers) (isNow === 'true' ? group.travellers : group.before).add(who);
    }
    return [...found.values()];
  }
}

export { CANCELLED, LIVE };

/** `$1.24M`, `$48.2K`, `$909` */
export function usd(value) {
  const [unit, divisor] = value >= 1e6 ? ['M', 1e6] : value >= 1e3 ? ['K', 1e3] : ['', 1];
  return `$${Number((value / divisor).toPrecision(3))}${unit}`;
}

export const percent = (share) => `${Math.round(share * 100)} %`;

/** `▲ 10 %`, or `=` */
export function change([now, before]) {
  const size = Math.round((now / before - 1) * 100);
  return size === 0 ? '=' : `${size > 0 ? '▲' : '▼'} ${Math.abs(size).toLocaleString('en-US')} %`;
}

export function points([now, before]) {
  const size = Math.round(now * 100) - Math.round(before * 100);
  return size === 0
    ? '='
    : `${size > 0 ? '▲' : '▼'} ${Math.abs(size)} pt${Math.abs(size) === 1 ? '' : 's'}`;
}
