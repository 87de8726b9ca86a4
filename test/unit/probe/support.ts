import type { JsonObject, JsonValue } from '../../../src/config/json';
import type { Answer, Api, ProbeRequest, Question } from '../../../src/probe/question';
import { Reply } from '../../../src/probe/reply';

/** What a pretended API answers; a body that is no text is sent as JSON. */
export interface Pretended {
  readonly status?: number;
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answering = (ask: ProbeRequest) => Pretended;

const PATHS = { records: ['data'], totals: [['page', 'totalElements']] };

/** 2026-11-24. */
export const NOW = Date.parse('2026-11-24T12:00:00Z');

export function replyOf({ status = 200, body = null, headers = {} }: Pretended): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const at = { receivedAt: NOW, durationMs: 1, wireBytes: Buffer.byteLength(text) };
  return new Reply({ status, headers, body: Buffer.from(text), ...at }, PATHS);
}

/** A page of bookings. */
export function pageOf(rows: readonly JsonObject[], total = rows.length): Pretended {
  return { body: { data: [...rows], page: { totalElements: total } } };
}

/** The question's answer at an API that answers as given. */
export function answerAt(
  question: Question,
  answering: Answering,
  more: Partial<Api> = {},
): Promise<Answer> {
  return question.answer({
    isEu: false,
    hasOwnAddress: false,
    startDate: 0,
    now: NOW,
    transactionTypes: ['card-transactions'],
    replies: [],
    schema: () => ({}),
    expenseDays: { from: '2026-09-01', to: '2026-11-24' },
    get: (ask) => Promise.resolve(replyOf(answering(ask))),
    withoutToken: () => Promise.resolve(replyOf({ status: 401 })),
    isOwn: () => false,
    head: () => Promise.resolve(401),
    opens: () => Promise.resolve(false),
    ...more,
  });
}
