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
  /** Whether the response says that it is the last, or that another follows. */
  readonly tellsTheEnd: boolean;
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
    const [tokenOf, isLast] = [next.bind(scope), stop.bind(scope)];
    this.look = (envelope) => {
      const token = tokenOf((read) => envelope.exactValue(read));
      const isStopped = isTrue(isLast((read) => envelope.value(next.reads.length + read)));
      const { hasNext, statedRecords } = envelope;
      const isNamed = next.reads.some((_, read) => envelope.has(read));
      const tellsTheEnd = isNamed || (hasNext ?? statedRecords) !== undefined;
      return { next: nextOf(token, isStopped, hasNext), statedRecords, tellsTheEnd };
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
    let token: string | undefined;
    let idlePages = 0;
    let records = 0;
    for (let number = 0; ; number++) {
      const { facts, recordCount, newRecords } = await source.page(this.query(number, token));
      token = facts?.next;
      idlePages = newRecords === 0 ? idlePages + 1 : 0;
      records += recordCount;
      if (token === undefined) {
        const stated = facts?.statedRecords ?? 0;
        if (stated > records)
          throw source.failure('pages-unnamed', `${String(records)} of ${String(stated)} records`);
        if (facts?.tellsTheEnd === false && recordCount >= this.paginator.size)
          source.warnOfFullPage();
        return;
      }
      const found = endlessness(asked.has(token), idlePages);
      if (found !== undefined) throw source.failure('pages-without-end', found, number);
      asked.add(token);
    }
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
