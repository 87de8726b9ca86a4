import { slice } from './data/rows';
import type { Rows } from './data/store';
import { ApiError } from './http/api-error';
import { sizeParam, wholeNumber } from './http/params';
import type { Switches } from './switches';

const MOST = 100;
const USUAL = 10;

export interface PageParams {
  readonly page: number;
  readonly size: number;
  /** Whether the page is past the depth limit. */
  readonly isPast: boolean;
  readonly paging: Switches['paging'];
  readonly emptyPage: Switches['emptyPage'];
}

/** 0-based `page`, and `size` of at most 100. */
export function pageParams(params: URLSearchParams, switches: Switches): PageParams {
  const page = wholeNumber(params, 'page') ?? 0;
  const size = sizeParam(params, 'size', USUAL, MOST, switches.oversize);
  if (page < 0) throw new ApiError(500);
  const isPast = switches.maxPageDepth !== null && page >= switches.maxPageDepth;
  if (isPast && switches.pastDepth === 'error') throw new ApiError(500, 'No message available');
  if (isPast && switches.pastDepth === 'html') throw new ApiError(200, '', 'html');
  const { paging, emptyPage } = switches;
  return { page, size, isPast, paging, emptyPage };
}

/** A response of bookings or users: `data`, and `page` with the counts, unless no record fits. Past the last page `data` is empty. */
export function pageAnswer(
  rows: Rows,
  params: PageParams,
  dress: (text: string) => string = (text) => text,
): string {
  const data = params.isPast ? [] : rowsOf(rows, params).map(dress);
  const emptyPage = rows.count === 0 ? params.emptyPage : 'counts';
  const page = emptyPage === 'counts' ? counts(rows, params) : 'null';
  return `{"data":[${data.join(',')}]${emptyPage === 'absent' ? '' : `,"page":${page}`}}`;
}

function counts(rows: Rows, params: PageParams): string {
  const { size } = params;
  const totalPages = Math.ceil(rows.count / size);
  return `{"totalPages":${totalPages},"currentPage":${numberOf(params)},"pageSize":${size},"totalElements":${rows.count}}`;
}

/** The page number stated in the response: a stuck page repeats the first page's response exactly. */
function numberOf({ page, paging }: PageParams): number {
  return paging === 'stuck' ? 0 : page;
}

function rowsOf(rows: Rows, { page, size, paging }: PageParams): string[] {
  if (paging === 'loose' && page > 0 && page * size < rows.count)
    return [
      ...slice(rows, page * size - 1, page * size),
      ...slice(rows, page * size + 1, (page + 1) * size),
    ];
  const number = { exact: page, loose: page, stuck: 0, fromOne: Math.max(page - 1, 0) }[paging];
  return slice(rows, number * size, (number + 1) * size);
}
