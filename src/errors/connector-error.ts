import { WError } from 'verror';

/**
 * Whose turn it is after a failure, in Airbyte's words: the user's (`config_error`, not retried), nobody's
 * (`transient_error`, retried later) or the maintainers' (`system_error`, a bug).
 */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

/** A kind of failure, as `docs/errors.md` lists it. */
export interface ErrorKind {
  /** Stable name, kebab-case: what people search for. */
  readonly code: string;
  readonly failureType: FailureType;
  /** What happened, in one sentence without a full stop and without facts. */
  readonly title: string;
  /** Why it happens. Only for the docs. */
  readonly why: string;
  /** What to do about it, as full sentences in the words of the form the user filled in. */
  readonly action: string;
}

/** What one failure adds to its kind. Values of records never belong here. */
export interface ErrorFacts {
  /** Where it happened: a file, a key of the form, a stream with its window, a request. */
  readonly where?: string;
  readonly expected?: string;
  /** Without `expected`, a statement of its own: "the connection to X was refused". */
  readonly found?: string;
  /** Replaces the kind's action where this failure knows better. */
  readonly action?: string;
  readonly cause?: Error;
}

/** Declares the kinds of one layer; the key of each is its code. */
export function defineErrors<Code extends string>(
  kinds: Readonly<Record<Code, Omit<ErrorKind, 'code'>>>,
): Readonly<Record<Code, ErrorKind>> {
  const named = {} as Record<Code, ErrorKind>;
  for (const code of Object.keys(kinds) as Code[]) named[code] = { code, ...kinds[code] };
  return named;
}

/** The one error type that leaves a layer on purpose. Its message is built from facts and complete as it stands. */
export class ConnectorError extends WError {
  readonly kind: ErrorKind;
  readonly facts: ErrorFacts;

  constructor(kind: ErrorKind, facts: ErrorFacts = {}) {
    // WError wraps its cause without folding the cause's message into its own: that may hold what must not leave the
    // process. The sentence goes through '%s', since the first string is a format.
    super({ name: 'ConnectorError', cause: facts.cause }, '%s', sentences(kind, facts));
    this.kind = kind;
    this.facts = facts;
  }

  get failureType(): FailureType {
    return this.kind.failureType;
  }

  /** What happened, without what to do about it and without a full stop: for an error that has this one inside. */
  get summary(): string {
    return summary(this.kind, this.facts);
  }

  /** What to do about it. */
  get action(): string {
    return this.facts.action ?? this.kind.action;
  }
}

function sentences(kind: ErrorKind, facts: ErrorFacts): string {
  return `${summary(kind, facts)}. ${facts.action ?? kind.action}`;
}

function summary(kind: ErrorKind, facts: ErrorFacts): string {
  const head = facts.where === undefined ? kind.title : `${kind.title} (${facts.where})`;
  const { expected, found } = facts;
  const details = expected === undefined ? found : comparison(expected, found);
  const middle = details === undefined ? '' : `: ${details}`;
  return `${head}${middle}`.replace(/\.$/, '');
}

function comparison(expected: string, found: string | undefined): string {
  return found === undefined ? `expected ${expected}` : `expected ${expected}, found ${found}`;
}
