import type { Row, Rows } from './store';

export function slice(rows: Rows, from: number, to: number): string[] {
  const texts: string[] = [];
  for (let n = from; n < Math.min(to, rows.count); n += 1) texts.push(rows.row(n).text());
  return texts;
}

export function filtered(rows: Rows, fits: (row: Row) => boolean): Rows {
  const kept: number[] = [];
  for (let n = 0; n < rows.count; n += 1) if (fits(rows.row(n))) kept.push(n);
  return { count: kept.length, row: (position) => rows.row(kept[position] ?? -1) };
}
