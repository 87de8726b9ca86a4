import type { JsonObject } from '../config/json';
import type { Reply } from './reply';

/** How well the fact is known: `?` not at all, `T` from one third party, `V` from Navan's documents at second hand. */
export type Grade = '?' | 'T' | 'V';

/** Counts, sizes, names of fields and headers, the API's words about a refusal. Never a record's values or times. */
export type Evidence = Readonly<Record<string, number | boolean | string | readonly string[]>>;

export interface Answer {
  /** One of the question's few possible answers, or `cannot tell`. */
  readonly answer: string;
  readonly evidence: Evidence;
}

/** An undocumented fact about the API that any tenant can show. */
export interface Question {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly asks: string;
  readonly grade: Grade;
  /** Requests to send before all other questions, if time has to pass until `answer`. */
  readonly begin?: (api: Api) => Promise<void>;
  readonly answer: (api: Api) => Promise<Answer>;
}

export const CANNOT_TELL = 'cannot tell';

/** Some questions do not apply to every tenant. */
export const NOT_ASKED = 'not asked';

/** One GET of a stream of the manifest. */
export interface ProbeRequest {
  readonly stream: string;
  /** A transaction type, for streams that are read by type. */
  readonly partition?: string;
  /** Override the manifest's parameters; null omits one. */
  readonly parameters: Readonly<Record<string, string | number | null>>;
  /** Headers of the manifest to omit. */
  readonly withoutHeaders?: readonly string[];
  /** Another path, relative to the stream's; only `parameters` are sent then. */
  readonly path?: string;
  /** The request may be malformed, which the API answers with 500: one is believed at once. */
  readonly mayBeMalformed?: true;
}

/** One reply, and the stream whose records it holds, if any. */
export interface ProbeReply {
  readonly stream: string | undefined;
  readonly reply: Reply;
}

/** A tenant's API as the questions see it. */
export interface Api {
  readonly isEu: boolean;
  /** The config sets its own API address. */
  readonly hasOwnAddress: boolean;
  /** Epoch milliseconds: bookings are requested from here on. */
  readonly startDate: number;
  /** Epoch milliseconds; by the server's clock if this machine's is wrong. */
  readonly now: number;
  /** The transaction types that the config selects. */
  readonly transactionTypes: readonly string[];
  readonly replies: readonly ProbeReply[];
  /** The schema of what the API sends, without the fields that the connector adds. */
  schema(stream: string): JsonObject;
  /** The first day on which transactions are available, and today: `YYYY-MM-DD`, UTC. */
  readonly expenseDays: { readonly from: string; readonly to: string };
  /** Sends the same request once, and again only with `again`. A 5xx counts if it is sent twice. */
  get(ask: ProbeRequest, again?: boolean): Promise<Reply>;
  /** A request for users that names no token. */
  withoutToken(): Promise<Reply>;
  /** Whether the address belongs to the API's own host. */
  isOwn(url: URL): boolean;
  /** The status of a HEAD, redirects not followed. The token goes to the API's own host only. */
  head(url: URL, options: { readonly withToken: boolean }): Promise<number>;
  /** Whether the same credential gets a page of bookings from this base URL. */
  opens(baseUrl: string): Promise<boolean>;
}
