import type { ResponseRule, Send } from '../../client/http';
import { CHANGES_UNITS, type ChangesForm } from '../../state/changes-knowledge';
import type { ConfiguredStream } from '../../stream/configured-stream';
import type { ReadingClock } from '../../stream/partition-options';
import { Window } from '../../stream/window';

const DAY_MS = 86_400_000;
/** On both sides of a known change: bounds have whole seconds, and nobody knows whether they are inclusive. */
const AROUND_MS = 60_000;

/** A parameter that the API does not know is a 400, a malformed value a bare 500. */
const REFUSED: ResponseRule = {
  statuses: new Set([400, 404, 405, 422, 500, 501]),
  action: 'IGNORE',
};

/** A record known to have changed at that time, epoch milliseconds. */
export interface KnownChange {
  readonly id: string;
  readonly at: number;
}

/** `failing`: an error that may be the API's, and not about the request. */
export type FutureAnswer = 'honoured' | 'ignored' | 'refused' | 'failing';

/** What is found out about a filter that has not been asked before. */
export type FirstAnswer = ChangesForm | 'refused' | 'ignored' | 'empty';

export interface QuestionOptions {
  readonly stream: ConfiguredStream;
  /** Epoch milliseconds, by the later clock. */
  readonly nowMs: number;
  readonly send: Send;
  readonly clock: Pick<ReadingClock, 'isUndecided'>;
  /** Throws if the scope's "now" proved wrong. */
  readonly throwIfOutdated: () => void;
  readonly signal: AbortSignal;
}

interface Reply {
  /** Undefined: refused. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly count: number;
  readonly status: number;
}

/** Asks the API with single requests what it makes of its filter for changes. */
export class Questions {
  constructor(private readonly options: QuestionOptions) {}

  /** Tries all forms until one returns nothing of the future, and one of the `known` changes. */
  async first(known: readonly KnownChange[]): Promise<FirstAnswer> {
    const answers = new Set<'refused' | 'ignored' | 'empty'>();
    for (const isAlone of [true, false])
      for (const unit of CHANGES_UNITS) {
        const form = { unit, isAlone };
        const answer = await this.future(form);
        if (answer === 'ignored') answers.add('ignored');
        else if (answer !== 'honoured') answers.add('refused');
        else if (await this.showsOneOf(form, known)) return form;
        else answers.add('empty');
      }
    return (['empty', 'ignored', 'refused'] as const).find((each) => answers.has(each)) ?? 'empty';
  }

  /** Nothing can have changed in the future. */
  async future(form: ChangesForm): Promise<FutureAnswer> {
    const { nowMs } = this.options;
    const { ids, count, status } = await this.changed(form, nowMs + DAY_MS, nowMs + 2 * DAY_MS);
    if (ids === undefined) return status < 500 ? 'refused' : 'failing';
    return count === 0 ? 'honoured' : 'ignored';
  }

  private async showsOneOf(form: ChangesForm, known: readonly KnownChange[]): Promise<boolean> {
    for (const { id, at } of known) {
      const { ids } = await this.changed(form, at - AROUND_MS, at + AROUND_MS);
      if (ids?.has(id) === true) return true;
    }
    return false;
  }

  /** The first page of what changed between these times, epoch milliseconds. */
  private async changed(form: ChangesForm, fromMs: number, toMs: number): Promise<Reply> {
    const reply = await this.ask(form, fromMs, toMs);
    // A single 500 may have nothing to do with the request.
    return reply.ids === undefined && reply.status >= 500 ? this.ask(form, fromMs, toMs) : reply;
  }

  private async ask(form: ChangesForm, fromMs: number, toMs: number): Promise<Reply> {
    const { nowMs, send, clock, throwIfOutdated, signal } = this.options;
    const stream = this.options.stream.byChanges(form, nowMs + DAY_MS);
    const { window: model } = stream.model.extension;
    if (!model) throw new RangeError('a filter for changes has a window');
    const scope = stream.scope(nowMs);
    const { parameters } = stream.paging(scope).firstPage;
    const own = [...Window.covering(model, fromMs, toMs).parameters(), ...parameters];
    const { id } = stream.fields;
    const request = stream.pageRequest(scope, stream.plan(scope), own, 'filter for changes', (page) =>
      Array.from({ length: page.count }, (_, index) =>
        String((id === undefined ? undefined : page.field(index, id)) ?? ''),
      ),
    );
    const rules = [REFUSED, ...(request.rules ?? [])];
    const { content, status, serverTime } = await send({ ...request, rules }, signal);
    throwIfOutdated();
    if (clock.isUndecided && serverTime !== undefined) return this.ask(form, fromMs, toMs);
    return { ids: content && new Set(content), count: content?.length ?? 0, status };
  }
}
