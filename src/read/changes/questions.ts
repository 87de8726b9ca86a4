import type { ResponseRule, Send } from '../../client/http';
import { CHANGES_UNITS, type ChangesForm } from '../../state/changes-knowledge';
import type { ConfiguredStream } from '../../stream/configured-stream';
import type { ReadingClock } from '../../stream/partition-options';
import { idOf, instantOf } from '../../stream/record-fields';
import type { ScannedPage } from '../../stream/records/scanned-page';
import type { KnownChange } from './known-changes';

const DAY_MS = 86_400_000;
/** What it is about can wait for another sync. */
const TRIAL = { isTrial: true, maxAttempts: 2, maxWaitMs: 5000 };
/** On both sides of a known change: bounds have whole seconds, and nobody knows whether they are inclusive. */
const AROUND_MS = 2000;

/** A parameter that the API does not know is a 400, a malformed value a bare 500. */
const REFUSED: ResponseRule = {
  statuses: new Set([400, 403, 404, 405, 422, 500, 501]),
  action: 'IGNORE',
};

/** `failing`: an error of the server, which a malformed value may cause, or an answer without a time. */
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

interface Shown {
  readonly id: string | undefined;
  /** When it changed, epoch milliseconds. */
  readonly at: number | undefined;
}

type Reply = readonly Shown[] | 'refused' | 'failing';

/** Asks the API with single requests what it makes of its filter for changes. */
export class Questions {
  constructor(private readonly options: QuestionOptions) {}

  /** Tries all forms until one returns nothing of the future, and one of the `known` changes. */
  async first(known: readonly KnownChange[]): Promise<FirstAnswer> {
    const answers = new Set<FutureAnswer | 'empty'>();
    for (const isAlone of [true, false])
      for (const unit of CHANGES_UNITS) {
        const form = { unit, isAlone };
        const future = await this.future(form);
        const answer = future === 'honoured' ? await this.past(form, known) : future;
        if (answer === 'honoured') return form;
        answers.add(answer);
        // The parameters, or a request without a range of creation, whatever the unit.
        if (answer === 'refused') break;
      }
    return (['empty', 'ignored'] as const).find((each) => answers.has(each)) ?? 'refused';
  }

  /** Nothing but a record with a wrong time can have changed in the future. */
  async future(form: ChangesForm): Promise<FutureAnswer> {
    const { nowMs } = this.options;
    const found = await this.changed(form, nowMs + DAY_MS, nowMs + 2 * DAY_MS);
    return isList(found) ? honouredIf(found.every(({ at = 0 }) => at > nowMs)) : found;
  }

  private async past(
    form: ChangesForm,
    known: readonly KnownChange[],
  ): Promise<FutureAnswer | 'empty'> {
    for (const { id, at } of known) {
      const found = await this.changed(form, at - AROUND_MS, at + AROUND_MS);
      if (!isList(found)) return found;
      const isAround = (each: Shown): boolean => Math.abs((each.at ?? at) - at) <= 2 * AROUND_MS;
      if (found.some((each) => each.id === id)) return honouredIf(found.every(isAround));
    }
    return 'empty';
  }

  /** The first page of what changed between these times, epoch milliseconds. A single 500 may be the API's. */
  private async changed(form: ChangesForm, fromMs: number, toMs: number): Promise<Reply> {
    const reply = await this.ask(form, fromMs, toMs);
    return reply === 'failing' ? this.ask(form, fromMs, toMs) : reply;
  }

  private async ask(form: ChangesForm, fromMs: number, toMs: number): Promise<Reply> {
    const { nowMs, send, clock, throwIfOutdated, signal } = this.options;
    const stream = this.options.stream.byChanges(form, nowMs + DAY_MS);
    const scope = stream.scope(nowMs);
    const { parameters } = stream.paging(scope).firstPage;
    const own = [...stream.windowBetween(fromMs, toMs).parameters(), ...parameters];
    const { id, cursor } = stream.fields;
    const look = (page: ScannedPage): readonly Shown[] =>
      Array.from({ length: page.count }, (_, index) => ({
        id: idOf(page, index, id),
        at: instantOf(page, index, cursor),
      }));
    const plan = stream.plan(scope);
    const request = stream.requests(scope).page(plan, own, 'filter for changes', look);
    const rules = [REFUSED, ...(request.rules ?? [])];
    const answer = await send({ ...request, ...TRIAL, rules }, signal);
    throwIfOutdated();
    // Without the API's clock, nobody knows what it takes for the future.
    if (answer.serverTime === undefined) return 'failing';
    if (clock.isUndecided) return this.ask(form, fromMs, toMs);
    return answer.content ?? (answer.status < 500 ? 'refused' : 'failing');
  }
}

function isList(reply: Reply): reply is readonly Shown[] {
  return typeof reply !== 'string';
}

function honouredIf(isHonoured: boolean): 'honoured' | 'ignored' {
  return isHonoured ? 'honoured' : 'ignored';
}
