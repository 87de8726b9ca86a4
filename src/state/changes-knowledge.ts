import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import { formatInstant, parseInstant } from '../manifest/datetime';

const FORMAT = '%Y-%m-%dT%H:%M:%S.%_msZ';

/** How a filter for changes writes its bounds. */
export const CHANGES_UNITS = ['seconds', 'milliseconds', 'date-times'] as const;

export type ChangesUnit = (typeof CHANGES_UNITS)[number];

/** The form in which the API takes the filter. */
export interface ChangesForm {
  readonly unit: ChangesUnit;
  /** Without the range of creation. */
  readonly isAlone: boolean;
}

/** Changes that the filter has shown, of those that reading whole parts found. */
export interface ShownChanges {
  readonly all: number;
  readonly cancellations: number;
  /** To records that were no longer recent. */
  readonly old: number;
}

/** Why the filter is not used: an error, every record, no record, or a change that it did not show. */
const NOS = ['refused', 'ignored', 'empty', 'lied'] as const;

/** Times in epoch milliseconds. */
interface Dated {
  /** When this was found. */
  readonly at: number;
}

/** Watched: compared with what whole parts have. Proven: changes are read by it. */
export interface UsedFilter extends Dated {
  readonly answer: 'watched' | 'proven';
  readonly form: ChangesForm;
  /** Whatever changed before was read, by the filter or with its part. */
  readonly until: number;
  /** That holds for records that were created from then on. */
  readonly createdSince: number;
  readonly shown: ShownChanges;
  /** Syncs in a row that read the parts but not the filter. */
  readonly failures: number;
}

interface NotUsed extends Dated {
  readonly answer: (typeof NOS)[number];
}

/** What is known of the API's filter for changes. */
export type ChangesKnowledge = UsedFilter | NotUsed;

export function isUsed(known: ChangesKnowledge | undefined): known is UsedFilter {
  return known?.answer === 'watched' || known?.answer === 'proven';
}

/** Undefined if it is not known, or damaged: then it is found out again. A lie is never forgotten. */
export function readChanges(raw: JsonValue | undefined): ChangesKnowledge | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { answer } = raw;
  const no = NOS.find((each) => each === answer);
  const at = instant(raw['at']);
  if (no === 'lied') return { answer: no, at: at ?? 0 };
  if (at === undefined) return undefined;
  if (no) return { answer: no, at };
  if (answer !== 'watched' && answer !== 'proven') return undefined;
  const until = instant(raw['until']);
  const createdSince = instant(raw['created_since']);
  const unit = CHANGES_UNITS.find((each) => each === raw['unit']);
  if (until === undefined || createdSince === undefined || unit === undefined) return undefined;
  return {
    answer,
    at,
    form: { unit, isAlone: raw['alone'] !== false },
    until,
    createdSince,
    shown: {
      all: count(raw['shown']),
      cancellations: count(raw['shown_cancellations']),
      old: count(raw['shown_old']),
    },
    failures: count(raw['failures']),
  };
}

/** As it stands in the state. */
export function changesEntry(known: ChangesKnowledge | undefined): JsonObject | null {
  if (known === undefined) return null;
  const { answer, at } = known;
  const dated = { answer, at: formatInstant(at, FORMAT) };
  if (!isUsed(known)) return dated;
  const { form, until, createdSince, shown, failures } = known;
  return {
    ...dated,
    until: formatInstant(until, FORMAT),
    created_since: formatInstant(createdSince, FORMAT),
    unit: form.unit,
    alone: form.isAlone,
    shown: shown.all,
    shown_cancellations: shown.cancellations,
    shown_old: shown.old,
    failures,
  };
}

function instant(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function count(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
