/** What one stream wants of each of its pages. Members are named by their unescaped names. */
export interface PagePlan {
  /** The way to the array of records: `['data']`; empty if the page itself is that array. */
  readonly recordPath: readonly string[];
  /** Ways to values outside the records: `['page', 'totalElements']`. They lead through objects only. */
  readonly envelope: readonly (readonly string[])[];
  /** Top-level fields whose values are wanted of every record: primary key, cursor. */
  readonly fields: readonly string[];
  /** What is cut out of every record; `*` stands for every member or element: `['passengers', '*', 'person', 'passport']`. */
  readonly remove: readonly (readonly string[])[];
  /** Top-level fields that every record gets. One of the same name is replaced, another comes last. */
  readonly add: readonly AddedField[];
}

interface AddedField {
  readonly name: string;
  /** The value as JSON, on one line. */
  readonly json: string;
}
