import type {
  Answer as Decoded,
  HttpRequest,
  HttpResponse,
  Send,
} from '../../../../src/client/http';
import { ConnectorError } from '../../../../src/errors/connector-error';
import { CLIENT_ERRORS } from '../../../../src/errors/client-errors';

export interface Row {
  readonly uuid: string | number | null;
  readonly created: string;
  readonly lastModified?: string;
}

/** One request for bookings. Bounds are epoch seconds. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly size: number;
  readonly label: string;
}

/** The API's response; `total` absent: no count. */
export interface Answer {
  readonly rows: readonly Row[];
  readonly total?: unknown;
}

/** Changes or replaces a response; throws for one that fails. `turn` counts requests from 0. */
export type Mischief = (asked: Asked, honest: Answer, turn: number) => Answer;

/** The API's time, epoch milliseconds; `undefined`: no Date header. */
export type ServerTime = (turn: number) => number | undefined;

/** Bookings in memory, returned page by page as the travel API does; records its requests. */
export class TravelApi {
  readonly asked: Asked[] = [];
  rows: readonly Row[];

  constructor(
    rows: readonly Row[],
    private readonly mischief: Mischief = (_asked, honest) => honest,
    private readonly serverTime: ServerTime = () => Date.parse('2026-11-01T00:00:00Z'),
  ) {
    this.rows = rows;
  }

  readonly send: Send = async (request, signal) => {
    await Promise.resolve();
    signal.throwIfAborted();
    const asked = askedBy(request);
    const turn = this.asked.push(asked) - 1;
    const { rows, total } = this.mischief(asked, this.honest(asked), turn);
    const body = { data: rows, page: total === undefined ? {} : { totalElements: total } };
    const response = responseOf(JSON.stringify(body), this.serverTime(turn));
    return answerTo(request, response);
  };

  private honest({ from, to, page, size }: Asked): Answer {
    const found = this.rows.filter(({ created }) => {
      const second = Math.floor(Date.parse(created) / 1000);
      return second >= from && second <= to;
    });
    return { rows: found.slice(page * size, (page + 1) * size), total: found.length };
  }
}

/** What the client makes of a successful response: its content is what the request decodes. */
export function answerTo<Content>(
  { decode }: HttpRequest<Content>,
  response: HttpResponse,
): Decoded<Content> {
  return decode ? { ...response, content: decode(response) } : response;
}

export function responseOf(body: string, serverTime?: number): HttpResponse {
  return {
    status: 200,
    headers: {},
    body: Buffer.from(body),
    wireBytes: 0,
    receivedAt: serverTime ?? Date.parse('2026-11-01T00:00:00Z'),
    durationMs: 250,
    ...(serverTime === undefined ? {} : { serverTime }),
  };
}

/** A page that keeps failing after all retries. */
export function serverError(where: string): ConnectorError {
  return new ConnectorError(CLIENT_ERRORS['server-error'], { where, found: 'HTTP 500' });
}

function askedBy({ url, label }: HttpRequest): Asked {
  const { searchParams } = new URL(url);
  const number = (name: string) => Number(searchParams.get(name));
  return {
    from: number('createdFrom'),
    to: number('createdTo'),
    page: number('page'),
    size: number('size'),
    label,
  };
}
