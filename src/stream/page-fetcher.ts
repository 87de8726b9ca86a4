import type { Answer, HttpRequest, HttpResponse } from '../client/http';
import { requestIds } from '../client/error-details';
import { Redactor } from '../config/redaction';
import { envelopePaths, PageEnvelope, type EnvelopePaths } from './envelope';
import type { PageQuery, Paging } from './paging/paging';
import type { Availability, PageAccess, PartitionTarget } from './partition-options';
import type { CompiledPlan } from './records/plan/compiled-plan';
import type { ScannedPage } from './records/scanned-page';

/** Of a request that only wants to know whether there is an answer, or hardly hopes for one. */
const BRIEF = { maxAttempts: 2, maxWaitMs: 5000 } satisfies Partial<HttpRequest>;

/** The partition's scope was made by a wrong clock: make another one and begin again. */
export class OutdatedScope extends Error {
  override readonly name = 'OutdatedScope';
}

export interface FetchQuery<Facts> extends PageQuery<Facts> {
  readonly label: string;
  /** Only wants to know whether there is an answer. */
  readonly isTest: boolean;
}

/** What an answer holds. */
interface Fetched<Facts> {
  readonly page: ScannedPage;
  readonly facts: Facts;
}

/** Asks for the pages of one partition. */
export class PageFetcher {
  /** Whether any page has come. */
  hasAnswer = false;
  /**
   * When the earliest request left, epoch milliseconds, by the earlier of both clocks; undefined where the server does
   * not tell the time.
   */
  startedAt: number | undefined;
  /** The same by this machine's clock alone. */
  localStartedAt = Infinity;
  private readonly envelope: EnvelopePaths;
  private readonly plan: CompiledPlan;
  private latest: Pick<HttpResponse, 'headers'> | undefined;

  constructor(
    private readonly options: Pick<PartitionTarget, 'stream' | 'scope'> & PageAccess & Availability,
    paging: Paging,
  ) {
    const { stream, scope } = options;
    this.envelope = envelopePaths(paging.reads, stream.model.extension);
    this.plan = stream.plan(scope, this.envelope.all);
  }

  /**
   * Asks for one page and lends it to `use`, with a place at the gate held from the one to the end of the other. Without a page: the
   * answer is one that the manifest ignores.
   */
  fetch<Facts, Result>(
    { parameters, label, look, isTest: isProbe }: FetchQuery<Facts>,
    use: (fetched: Fetched<Facts> | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { stream, scope, pageGate, send, signal, endpoint, endpoints } = this.options;
    return pageGate.run(async () => {
      signal.throwIfAborted();
      const request = stream.pageRequest(scope, this.plan, parameters, label, (page) => ({
        page,
        facts: look(new PageEnvelope(page, this.envelope)),
      }));
      const brief = { ...request, ...BRIEF };
      const isBrief = isProbe || endpoints.isDoubtful(endpoint);
      const answer = await this.answer(isBrief ? brief : request);
      endpoints.answered(endpoint, () => send(brief, signal));
      this.noteAnswer(answer);
      return use(answer.content);
    });
  }

  /** By what the API's support finds the last answer: for errors that send the user there. */
  get requestIds(): string | undefined {
    return this.latest && requestIds(this.latest, new Redactor());
  }

  /**
   * A refusal, too, may come of a time range that a wrong clock made. While nobody knows which clock is wrong, the same
   * is asked again: the next answer tells, and records are not sent before.
   */
  private async answer<Content>(request: HttpRequest<Content>): Promise<Answer<Content>> {
    const { send, signal, isOutdated, clock } = this.options;
    if (isOutdated()) throw new OutdatedScope();
    const response = await send(request, signal).catch((error: unknown) => {
      if (isOutdated() && !signal.aborted) throw new OutdatedScope();
      throw error;
    });
    if (isOutdated()) throw new OutdatedScope();
    const needsAnother = clock.isUndecided && response.serverTime !== undefined;
    return needsAnother ? this.answer(request) : response;
  }

  /** A request left by the earlier of both clocks, so that no later change is passed over. */
  private noteAnswer({ headers, serverTime, receivedAt, durationMs }: HttpResponse): void {
    const { firstAnswer, clock } = this.options;
    firstAnswer.come();
    this.hasAnswer = true;
    this.latest = { headers };
    const local = Math.floor(receivedAt - durationMs);
    this.localStartedAt = Math.min(this.localStartedAt, local);
    if (serverTime === undefined) return;
    const told = Math.floor(serverTime - durationMs);
    const earliest = clock.earliestAt(local);
    const isTrusted = clock.trusts(serverTime, receivedAt);
    this.startedAt = Math.min(this.startedAt ?? Infinity, earliest, isTrusted ? told : earliest);
  }
}
