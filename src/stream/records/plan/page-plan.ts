/** What one stream needs from each page. Member names are unescaped. */
export interface PagePlan {
  /** The path to the array of records: `['data']`; empty if the page itself is the array. */
  readonly recordPath: readonly string[];
  /** Where the array may be instead, in order of preference. */
  readonly otherRecordPaths?: readonly (readonly string[])[];
  /** Whether an object in the place of the array is one record, unless it is empty. */
  readonly takesObject?: boolean;
  /** Paths to values outside the records, through objects only: `['page', 'totalElements']`. */
  readonly envelope: readonly (readonly string[])[];
  /** Top-level fields to find in every record: primary key, cursor. */
  readonly fields: readonly string[];
  /** Cut from every record; `*` is every member or element, `**` any number of them: `['*', '**', 'passport']`. */
  readonly remove: readonly (readonly string[])[];
  /** Top-level fields to add to every record. One replaces a field of the same name, or comes last. */
  readonly add: readonly AddedField[];
}

interface AddedField {
  readonly name: string;
  /** The value as JSON, on one line. */
  readonly json: string;
}

/** In order of preference. */
export function recordPaths({
  recordPath,
  otherRecordPaths = [],
}: PagePlan): readonly (readonly string[])[] {
  return [recordPath, ...otherRecordPaths];
}
