import { ConnectorError } from '../../errors/connector-error';
import { MANIFEST_ERRORS } from '../../errors/manifest-errors';
import { compileProgram } from './compiler';
import { parseTemplate } from './parser';
import type { Frame } from './expression';
import type { ReadField, Scope, TemplateOptions } from './scope';
import { toText, type Value } from './value';

/**
 * A compiled text of the manifest. What doesn't depend on the record or response is evaluated once per `bind`, so that
 * a condition costs one closure call and one comparison per record, even for a million records.
 */
export class Template {
  /** Paths into the record or response that the template reads. */
  readonly reads: readonly (readonly string[])[];
  private readonly evaluateIn: (frame: Frame) => Value;
  private readonly memoSize: number;

  constructor(
    readonly source: string,
    private readonly options: TemplateOptions,
  ) {
    const compiled = compileProgram(parseSource(source, options.path), options);
    this.reads = compiled.reads;
    this.evaluateIn = compiled.evaluate;
    this.memoSize = compiled.memoSize;
  }

  /** Fixes everything except the record or response. */
  bind(scope: Scope): (field: ReadField) => Value {
    const frame: Frame = {
      scope,
      locals: new Map(),
      memo: new Array<Value | undefined>(this.memoSize).fill(undefined),
      field: () => null,
    };
    return (field) => {
      frame.field = field;
      try {
        return this.evaluateIn(frame);
      } catch (error) {
        throw refusal('expression-failed', this.options.path, error);
      }
    };
  }

  /** Where it stands in the manifest. */
  get path(): string {
    return this.options.path;
  }

  evaluate(scope: Scope): Value {
    return this.bind(scope)(() => null);
  }

  text(scope: Scope): string {
    return toText(this.evaluate(scope));
  }
}

function parseSource(source: string, path: string): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(source);
  } catch (error) {
    throw refusal('expression-unsupported', path, error);
  }
}

function refusal(code: keyof typeof MANIFEST_ERRORS, where: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof ConnectorError) return cause;
  return new ConnectorError(MANIFEST_ERRORS[code], { where, found: cause.message, cause });
}
