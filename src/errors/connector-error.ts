import { WError } from 'verror';

/**
 * Who acts next after a failure, in Airbyte's terms: `config_error`: the user, no retry; `transient_error`: the
 * platform, which retries later; `system_error`: the maintainers, because it is a bug.
 */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

/** A kind of failure, as listed in `docs/errors.md`. */
export interface ErrorKind {
  /** Stable, kebab-case: the name that people search for. */
  readonly code: string;
  readonly failureType: FailureType;
  /** What happened, in one sentence without a full stop and without facts. */
  readonly title: string;
  /** Why it happens. Only for the docs. */
  readonly why: string;
  /** What to do about it, as full sentences in the words of the connection form. */
  readonly action: string;
}

/** What one failure adds to its kind. Never values of records. */
export interface ErrorFacts {
  /** Where it happened: a file, a key of the form, a stream with its window, a request. */
  readonly where?: string;
  readonly expected?: string;
  /** Without `expected`, a statement of its own: "the connection to X was refused". */
  readonly found?: string;
  /** Replaces the kind's action if this failure knows better. */
  readonly action?: string;
  readonly cause?: Error;
  /**
   * The status with which the API itself answered, as opposed to a gateway, and if in doubt twice. Not part of the
   * message.
   */
  readonly status?: number;
}

/** Declares the kinds of one layer; each key is the error code. */
export function defineErrors<Code extends string>(
  kinds: Readonly<Record<Code, Omit<ErrorKind, 'code'>>>,
): Readonly<Record<Code, ErrorKind>> {
  const named = {} as Record<Code, ErrorKind>;
  for (const code of Object.keys(kinds) as Code[]) named[code] = { code, ...kinds[code] };
  return named;
}

/** The only error type that a layer throws on purpose. Its message is built from facts and complete on its own. */
export class ConnectorError extends WError {
  readonly kind: ErrorKind;
  readonly facts: ErrorFacts;

  constructor(kind: ErrorKind, facts: ErrorFacts = {}) {
    // WError keeps its cause's message out of its own: it may hold data that must not leave the process. The sentence
    // is an argument of '%s' because the first string is a format.
    super({ name: 'ConnectorError', cause: facts.cause }, '%s', sentences(kind, facts));
    this.kind = kind;
    this.facts = facts;
  }

  get failureType(): FailureType {
    return this.kind.failureType;
  }

  /** What happened, without the action and without a full stop: for an enclosing error. */
  get summary(): string {
    return summary(this.kind, this.facts);
  }

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
