import type { JsonObject } from '../config/json';
import type { Reply } from './reply';

/** How well the fact is known: `?` not at all, `T` one third party says so. */
export type Grade = '?' | 'T';

/** Counts, sizes and names of fields. Never a value of a record, and no time of one. */
export type Evidence = Readonly<Record<string, number | boolean | readonly string[]>>;

export interface Answer {
  /** One of the few words that the question allows; `cannot tell` is one of every question's. */
  readonly answer: string;
  readonly evidence: Evidence;
}

/** Something about the API that nobody knows and any tenant can tell. */
export interface Question {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly asks: string;
  readonly grade: Grade;
  /** What has to be looked at before all the other questions are asked, if time is to pass. */
  readonly begin?: (api: Api) => Promise<void>;
  readonly answer: (api: Api) => Promise<Answer>;
}

export const CANNOT_TELL = 'cannot tell';

/** Not every tenant can be asked everything. */
export const NOT_ASKED = 'not asked';

/** One GET of one of the manifest's streams. */
export interface ProbeRequest {
  readonly stream: string;
  /** A transaction type, for the streams that are read by type. */
  readonly partition?: string;
  /** Set or, with null, left out; the manifest's own otherwise. */
  readonly parameters: Readonly<Record<string, string | number | null>>;
  /** Headers of the manifest that are left out. */
  readonly withoutHeaders?: readonly string[];
}

/** A tenant's API as the questions see it. */
export interface Api {
  readonly isEu: boolean;
  /** The config names an address of its own. */
  readonly hasOwnAddress: boolean;
  /** Epoch milliseconds: bookings are asked for from here on. */
  readonly startDate: number;
  /** Epoch milliseconds; by the server's clock where this machine's is wrong. */
  readonly now: number;
  /** The transaction types that the config selects. */
  readonly transactionTypes: readonly string[];
  /** Every answer so far, by stream. */
  readonly replies: readonly { readonly stream: string; readonly reply: Reply }[];
  /** Of what the API sends: without the fields that the connector adds. */
  schema(stream: string): JsonObject;
  /** The first day of which transactions may be read, and today: `YYYY-MM-DD`, UTC. */
  readonly expenseDays: { readonly from: string; readonly to: string };
  /** The same question is sent once, and `again` for another time. A 5xx counts when it comes twice. */
  get(ask: ProbeRequest, again?: boolean): Promise<Reply>;
  /** Whether the same credential opens this base URL, and with a page of bookings. */
  opens(baseUrl: string): Promise<boolean>;
}
