import { UnusableBody } from '../../client/http';
import type { Scope } from '../../manifest/expressions/scope';
import { isTrue, toText } from '../../manifest/expressions/value';
import type { TokenPaginatorModel } from '../../manifest/model';
import { MAX_IDLE_PAGES, type PageQuery, type PageSource, type Paging } from './paging';
import type { PageEnvelope } from '../envelope';
import type { Parameter } from '../window';

interface Facts {
  /** The token of the next page; undefined on the last page. */
  readonly next: string | undefined;
  readonly statedRecords: number | undefined;
  /** Whether the response says outright that no other follows. */
  readonly isLast: boolean;
  /** Whether it has the member that names the next page, be it empty. */
  readonly isNamed: boolean;
}

/** Of Navan's pages if a request does not say another; all sizes that an endpoint may use instead are multiples. */
const DEFAULT_SIZE = 100;

/** What the pages of one window have said so far. */
interface Series {
  readonly records: number;
  /** The last total that a response stated; 0 if none did. */
  readonly stated: number;
  /** Records of the page before the last. */
  readonly before: number;
}

/** Reads a window in which each response names the next page. */
export class CursorTokens implements Paging {
  readonly reads: readonly (readonly string[])[];
  /**
   * Thirty pages of 500: the series has no stated end. More than `MAX_IDLE_PAGES`, to recognise one that starts over.
   */
  readonly maxRemembered = 15_000;
  private readonly look: (envelope: PageEnvelope) => Facts;

  constructor(
    private readonly paginator: TokenPaginatorModel,
    scope: Scope,
  ) {
    const { next, stop } = paginator;
    this.reads = [...next.reads, ...stop.reads];
    const [tokenOf, stops] = [next.bind(scope), stop.bind(scope)];
    this.look = (envelope) => {
      const token = tokenOf((read) => envelope.exactValue(read));
      const isStopped = isTrue(stops((read) => envelope.value(next.reads.length + read)));
      const { hasNext, statedRecords } = envelope;
      const isNamed = next.reads.some((_, read) => envelope.has(read));
      const isLast = hasNext === false;
      return { next: nextOf(token, isStopped, hasNext), statedRecords, isLast, isNamed };
    };
  }

  get smallestPage(): readonly Parameter[] {
    return [[this.paginator.sizeParameter, '1']];
  }

  get firstPage(): PageQuery<Facts> {
    return this.query(0, undefined);
  }

  async read(source: PageSource): Promise<undefined> {
    source.seen.beginReading();
    const asked = new Set<string>();
    const series = { records: 0, stated: 0, before: 0 };
    let token: string | undefined;
    let idlePages = 0;
    for (let number = 0; ; number++) {
      const { facts, recordCount, newRecords } = await source.page(this.query(number, token));
      token = facts?.next;
      idlePages = newRecords === 0 ? idlePages + 1 : 0;
      series.records += recordCount;
      series.stated = facts?.statedRecords ?? series.stated;
      if (token === undefined) {
        if (facts) this.checkEnd(source, series, facts, recordCount);
        return;
      }
      const found = endlessness(asked.has(token), idlePages);
      if (found !== undefined) throw source.failure('pages-without-end', found, number);
      asked.add(token);
      series.before = recordCount;
    }
  }

  /** A last page must not be one of several by what it says, nor look like one. */
  private checkEnd(
    source: PageSource,
    { records, stated, before }: Series,
    { isLast, isNamed }: Facts,
    recordCount: number,
  ): void {
    const isFull = recordCount > 0 && (recordCount % DEFAULT_SIZE === 0 || recordCount === before);
    if (stated > records && isLast) source.warnOfTotal(stated);
    else if (stated > records)
      throw source.failure('pages-unnamed', `${String(records)} of ${String(stated)} records`);
    else if (isFull && !isLast && !isNamed && stated !== records) source.warnOfFullPage();
  }

  private query(number: number, token: string | undefined): PageQuery<Facts> {
    const { parameter, sizeParameter, size } = this.paginator;
    const own: Parameter[] = token === undefined ? [] : [[parameter, token]];
    return { parameters: [[sizeParameter, String(size)], ...own], number, look: this.look };
  }
}

/** @throws UnusableBody if the response announces a next page without naming it. */
function nextOf(
  token: unknown,
  isStopped: boolean,
  hasNext: boolean | undefined,
): string | undefined {
  const isNamed = (typeof token === 'string' && token !== '') || typeof token === 'number';
  if (isNamed && (!isStopped || hasNext === true)) return toText(token);
  if (isStopped && hasNext !== true) return undefined;
  throw new UnusableBody('the response promises a next page but does not name it');
}

function endlessness(isRepeated: boolean, idlePages: number): string | undefined {
  if (isRepeated) return 'a next page that was already requested';
  if (idlePages < MAX_IDLE_PAGES) return undefined;
  return `${String(MAX_IDLE_PAGES)} pages in a row without a new record`;
}
