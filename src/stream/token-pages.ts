import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { TokenPaginatorModel } from '../manifest/model';
import { isTrue, toText, type Value } from '../manifest/expressions/value';
import type { Late } from '../manifest/expressions/scope';
import type { Template } from '../manifest/expressions/template';
import type { Parameter } from './bound-stream';
import { labelOf } from './label';
import type { PartitionRun } from './partition-run';
import type { ScannedPage } from './records/scanned-page';
import { MOST_IDLE_PAGES, type SeenRows } from './seen-rows';
import type { Window } from './window';

/**
 * Reads a window in which each answer names the next page. The loop owns that name: it asks for the same one never
 * twice, and gives up on a series that goes on without bringing anything.
 */
export class TokenPages {
  private readonly asked = new Set<string>();

  constructor(
    private readonly run: PartitionRun,
    private readonly paginator: TokenPaginatorModel,
    private readonly window: Window | undefined,
    private readonly seen: SeenRows,
  ) {}

  async read(): Promise<void> {
    this.seen.beginReading();
    let token: string | undefined;
    let idle = 0;
    for (let number = 0; number === 0 || token !== undefined; number++) {
      const label = labelOf(this.run.options.partition, this.window, number);
      const { records, fresh } = await this.run.page(this.parameters(token), label, {
        window: this.window,
        seen: this.seen,
      });
      token = this.next(records);
      idle = fresh === 0 ? idle + 1 : 0;
      if (token !== undefined) this.refuseEndlessness(token, idle, label);
    }
  }

  private parameters(token: string | undefined): readonly Parameter[] {
    const { paginator, window } = this;
    return [
      ...(window?.parameters() ?? []),
      [paginator.sizeParameter, String(paginator.size)] as const,
      ...(token === undefined ? [] : [[paginator.parameter, token] as const]),
    ];
  }

  private next(page: ScannedPage): string | undefined {
    const { next, stop } = this.paginator;
    const { scope } = this.run.options;
    // The plan has the envelope's values in this order: what `next` reads, then what `stop` reads.
    const evaluate = (template: Template, offset: number): Value =>
      template.bind(scope)(lateEnvelope(page, offset));
    if (isTrue(evaluate(stop, next.reads.length))) return undefined;
    const token = evaluate(next, 0);
    return isTrue(token) ? toText(token) : undefined;
  }

  private refuseEndlessness(token: string, idle: number, label: string): void {
    if (!this.asked.has(token) && idle < MOST_IDLE_PAGES) {
      this.asked.add(token);
      return;
    }
    const found = this.asked.has(token)
      ? 'a next page that was asked for before'
      : `${String(MOST_IDLE_PAGES)} pages in a row without a new row`;
    throw new ConnectorError(STREAM_ERRORS['pages-without-end'], {
      where: `${this.run.options.stream.name}, ${label}`,
      found: [found, this.run.requestIds].filter((part) => part !== undefined).join(', '),
    });
  }
}

function lateEnvelope(page: ScannedPage, offset: number): Late {
  return (read) => (page.envelope(offset + read) as Value | undefined) ?? null;
}
