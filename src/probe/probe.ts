import { systemClock, type Clock } from '../client/clock';
import type { Config } from '../config/config';
import { ConnectorError } from '../errors/connector-error';
import { TenantApi, type ProbeAccess } from './api';
import { RequestBudget } from './budget';
import { CANNOT_TELL, type Answer, type Api, type Question } from './question';
import { QUESTIONS } from './questions';

export interface ProbeOptions extends ProbeAccess {
  readonly signal: AbortSignal;
  /** Tests only. */
  readonly clock?: Clock | undefined;
  /** Tests only; default: all. */
  readonly questions?: readonly Question[] | undefined;
}

export interface Finding extends Answer, Pick<Question, 'id' | 'asks' | 'grade'> {}

/**
 * Asks one tenant's API all open questions, one request at a time, and yields the answers as they arrive. Throws if the
 * credential is refused or the API cannot be reached at all. A question that fails yields `cannot tell`.
 */
export async function* probe(
  config: Config,
  { signal, clock = systemClock, questions = QUESTIONS, ...access }: ProbeOptions,
): AsyncGenerator<Finding> {
  const budget = new RequestBudget(clock);
  const session = await access.open(config, () => {
    budget.note();
  });
  try {
    await session.client.scopes(signal);
    const api = new TenantApi(session, config, access, budget, signal);
    for (const question of questions) await ignoringFailure(question.begin?.(api), signal);
    for (const question of questions) {
      const { id, asks, grade } = question;
      yield { id, asks, grade, ...(await answerTo(question, api, signal)) };
    }
  } finally {
    session.client.close();
  }
}

async function answerTo(question: Question, api: Api, signal: AbortSignal): Promise<Answer> {
  try {
    return await question.answer(api);
  } catch (error) {
    if (!(error instanceof ConnectorError) || isFinal(api, signal)) throw error;
    return { answer: CANNOT_TELL, evidence: { errors: [error.kind.code] } };
  }
}

/** A failure before any response will repeat. */
function isFinal(api: Api, signal: AbortSignal): boolean {
  return signal.aborted || api.replies.length === 0;
}

/** `answer` sends the same request again. */
async function ignoringFailure(
  beginning: Promise<void> | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    await beginning;
  } catch (error) {
    if (!(error instanceof ConnectorError) || signal.aborted) throw error;
  }
}
