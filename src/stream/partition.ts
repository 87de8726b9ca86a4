import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';
import type { Value } from '../manifest/expressions/value';
import type { StreamModel } from '../manifest/model';
import type { Scope } from '../manifest/expressions/scope';

/** An independent part of a stream, read and checkpointed on its own. */
export interface Partition {
  /** Its value in the state: a month of creation or a transaction type; empty if the stream is one partition. */
  readonly value: string;
  /** `stream_partition` in expressions. */
  readonly slice: Readonly<Record<string, string>>;
}

/** In the manifest's order. */
export function partitionsOf(model: StreamModel, scope: Scope): readonly Partition[] {
  if (!model.partitions) return [{ value: '', slice: {} }];
  const { field, values } = model.partitions;
  return texts(values.evaluate(scope), model.name).map((value) => ({
    value,
    slice: { [field]: value },
  }));
}

/** A list, or the text of one: a template with a loop prints `['2026-09','2026-10',]`. */
function texts(value: Value, stream: string): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'string' && /^\[.*\]$/s.test(value.trim())) {
    return [...value.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
  }
  throw new ConnectorError(MANIFEST_ERRORS['expression-failed'], {
    where: `partitions of ${stream}`,
    expected: 'a list of texts',
  });
}
