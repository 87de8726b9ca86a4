import type { Rows } from '../data/store';
import { ApiError } from '../http/api-error';
import { sizeParam } from '../http/params';
import type { Switches } from '../switches';

const MOST = 500;
const USUAL = 100;

export interface CursorParams {
  readonly offset: number;
  readonly size: number;
}

/** `page_size` of 1 to 500 and the opaque `cursor` of the previous response. */
export function cursorParams(params: URLSearchParams, switches: Switches): CursorParams {
  const size = sizeParam(params, 'page_size', USUAL, MOST, switches.oversize);
  const cursor = params.get('cursor');
  return { size, offset: cursor === null || cursor === '' ? 0 : offsetOf(cursor) };
}

/** A response of the Expense API: the records under `name`, and where to continue. */
export function cursorAnswer(
  rows: Rows,
  { offset, size }: CursorParams,
  write: (position: number) => string,
  name = 'content',
): string {
  const content: string[] = [];
  for (let n = offset; n < Math.min(offset + size, rows.count); n += 1) content.push(write(n));
  const next = offset + size < rows.count ? `"${cursorAt(offset + size)}"` : 'null';
  return `{"${name}":[${content.join(',')}],"next_cursor":${next},"has_next":${next !== 'null'},"has_previous":${offset > 0},"page_size":${size},"content_size":${content.length}}`;
}

function cursorAt(offset: number): string {
  return Buffer.from(`o:${offset}`).toString('base64url');
}

function offsetOf(cursor: string): number {
  const offset = /^o:(\d+)$/u.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (offset === undefined) throw new ApiError(400, 'Invalid cursor.');
  return Number(offset);
}
