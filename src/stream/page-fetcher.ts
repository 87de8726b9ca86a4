import type { Answer, HttpRequest, HttpResponse, RequestPlace } from '../client/http';
import { requestIds } from '../client/error-details';
import { Redactor } from '../config/redaction';
import { envelopePaths, PageEnvelope, type EnvelopePaths } from './envelope';
import type { PageQuery, Paging } from './paging/paging';
import type { Availability, PageAccess, PartitionTarget, RecordOutput } from './partition-options';
import type { CompiledPlan } from './records/plan/compiled-plan';
import type { ScannedPage } from './records/scanned-page';
import type { StreamRequests } from './requests';
import type { Parameter } from './window';
import { withoutRefused } from './without-refused';

/** For a request that only tests whether the API responds, or that will probably fail. */
const BRIEF = { maxAttempts: 2, maxWaitMs: 5000 } satisfies Partial<HttpRequest>;

/** The partition's scope was built from a wrong clock: build another and start over. */
export class OutdatedScope extends Error {
  override readonly name = 'OutdatedScope';
}

/** A path that answered is there, and takes its parameters. */
const NOTHING: ReadonlySet<number> = new Set();

export interface FetchQuery<Facts> extends PageQuery<Facts> {
  readonly label: string;
  readonly place: RequestPlace;
  /** Only tests whether the API responds. */
  readonly isTest: boolean;
}

interface Fetched<Facts> {
  readonly page: ScannedPage;
  readonly facts: Facts;
}

export class PageFetcher {
  hasAnswer = false;
  /** When the earliest request left, epoch milliseconds, by the earlier clock; undefined without a server time. */
  startedAt: number | undefined;
  /** The same by this machine's clock alone. */
  localStartedAt = Infinity;
  private readonly envelope: EnvelopePaths;
  private readonly plan: CompiledPlan;
  private readonly requests: StreamRequests;
  private latest: Pick<HttpResponse, 'headers'> | undefined;

  constructor(
    private readonly options: Pick<PartitionTarget, 'stream' | 'scope'> &
      Pick<RecordOutput, 'observer'> &
      PageAccess &
      Availability,
    paging: Paging,
  ) {
    const { stream, scope } = options;
    this.envelope = envelopePaths(paging.reads, stream.model.extension);
    this.plan = stream.plan(scope, this.envelope.all);
    this.requests = stream.requests(scope);
  }

  /**
   * Requests one page and lends it to `use`. Holds a slot of the gate from the request until `use` ends. Calls `use`
   * without a page if the manifest ignores the response.
   */
  fetch<Facts, Result>(
    { parameters, label, place, look, isTest: isProbe }: FetchQuery<Facts>,
    use: (fetched: Fetched<Facts> | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { pageGate, send, signal, endpoint, endpoints } = this.options;
    const decode = (page: ScannedPage): Fetched<Facts> => ({
      page,
      facts: look(new PageEnvelope(page, this.envelope)),
    });
    return pageGate.run(async () => {
      signal.throwIfAborted();
      const isBrief = isProbe || endpoints.isDoubtful(endpoint);
      const answer = await this.accepted(async (instead) => {
        const own = [...parameters, ...instead];
        const isKnown = endpoints.hasAnswered(endpoint);
        const page = this.requests.page(this.plan, own, label, decode, isKnown);
        const request = { ...page, place, ...(isKnown ? { confirm: NOTHING } : {}) };
        const brief = { ...request, ...BRIEF };
        return this.answer(isBrief ? brief : request, () => {
          endpoints.answered(endpoint, () => send(brief, signal));
        });
      });
      try {
        this.noteAnswer(answer);
        return await use(answer.content);
      } finally {
        answer.release?.();
      }
    });
  }

  /** The ids by which Navan's support finds the last response, for errors that refer the user to it. */
  get requestIds(): string | undefined {
    return this.latest && requestIds(this.latest, new Redactor());
  }

  /** Only a first response tells whether the API refuses a value; a later refusal has another reason. */
  private accepted<Accepted>(
    request: (instead: readonly Parameter[]) => Promise<Accepted>,
  ): Promise<Accepted> {
    const { stream, scope, endpoint, endpoints, observer } = this.options;
    const { refusable } = stream.model.extension;
    const instead = refusable ? stream.withoutRefusable(scope) : [];
    if (refusable === undefined || endpoints.refuses(endpoint)) return request(instead);
    return withoutRefused(endpoints.hasAnswered(endpoint) ? [] : instead, request, () => {
      endpoints.refused(endpoint);
      observer.refusedValue(stream.name, refusable);
    });
  }

  /**
   * A wrong clock can also produce a time window that the API refuses. Until it is known which clock is wrong, the same
   * request is repeated: the next response tells, and no records are sent before.
   */
  private async answer<Content>(
    request: HttpRequest<Content>,
    onAnswer: () => void,
  ): Promise<Answer<Content>> {
    const { send, signal, isOutdated, clock } = this.options;
    if (isOutdated()) throw new OutdatedScope();
    const lent = { ...request, lendsBody: true };
    const response = await send(lent, signal).catch((error: unknown) => {
      if (isOutdated() && !signal.aborted) throw new OutdatedScope();
      throw error;
    });
    onAnswer();
    const needsAnother = clock.isUndecided && response.serverTime !== undefined;
    if (!isOutdated() && !needsAnother) return response;
    response.release?.();
    if (isOutdated()) throw new OutdatedScope();
    return this.answer(request, onAnswer);
  }

  /** Takes the earlier of both clocks, so that no later change is missed. */
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
