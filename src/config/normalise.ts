import { CONFIG_LINES } from '../log/config-lines';
import { notice } from '../log/log-text';
import { mendCredential } from './credential';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { fieldsByKey } from './misplaced-key';
import { nearest } from './nearest';
import { fieldLabel, isPasted, isUrl, propertySchemas, type Property } from './property';

/** `notices`: what was corrected or ignored. `refusals`: by dotted path. */
export interface Normalised {
  readonly value: JsonObject;
  readonly notices: readonly string[];
  readonly refusals: ReadonlyMap<string, string>;
}

/**
 * Prepares a config for validation: drops nulls, strips what was pasted along with credentials and trailing slashes of
 * addresses. Keeps unknown keys, because Airbyte injects some.
 */
export function normalise(config: JsonObject, schema: JsonObject): Normalised {
  const pass = new NormalisingPass(fieldsByKey(schema));
  const value = pass.object(config, { path: [], schema });
  return { value, notices: pass.notices, refusals: pass.refusals };
}

class NormalisingPass {
  readonly notices: string[] = [];
  readonly refusals = new Map<string, string>();

  /** `fields`: those of all levels. */
  constructor(private readonly fields: ReadonlyMap<string, Property>) {}

  object(config: JsonObject, { path, schema }: Property): JsonObject {
    const known = propertySchemas(schema);
    const present = Object.entries(config).filter(([, value]) => value !== null);
    const absent = [...known.keys()].filter((key) => !present.some(([name]) => name === key));
    const entries = present.map(([key, value]) => {
      const inner = known.get(key);
      if (inner === undefined) this.noteMisspelling(path, key, absent);
      return [
        key,
        inner === undefined ? value : this.value(value, { path: [...path, key], schema: inner }),
      ];
    });
    return Object.fromEntries(entries) as JsonObject;
  }

  private value(value: JsonValue | undefined, property: Property): JsonValue | undefined {
    if (isJsonObject(value)) return this.object(value, property);
    if (typeof value !== 'string') return value;
    if (isUrl(property.schema)) return normalisedUrl(value);
    return isPasted(property.schema) ? this.credential(value, property) : value;
  }

  private credential(value: string, property: Property): string {
    const labels = [property.schema['title'], property.path.at(-1)].filter(
      (label) => typeof label === 'string',
    );
    const mended = mendCredential(value, labels);
    if (mended.refusal !== undefined) this.refusals.set(property.path.join('.'), mended.refusal);
    else if (mended.removed.length > 0) {
      const facts = { field: fieldLabel(property), removed: mended.removed.join(', ') };
      this.notices.push(notice(CONFIG_LINES.cleanedCredential, facts));
    }
    return mended.value;
  }

  private noteMisspelling(path: readonly string[], key: string, absent: readonly string[]): void {
    const named = (name: string): string => [...path, name].join('.');
    const near = nearest(key, absent);
    const meant = near === undefined ? this.elsewhere(key) : named(near);
    if (meant === undefined) return;
    const facts = { field: named(key), didYouMean: meant };
    this.notices.push(notice(CONFIG_LINES.unknownField, facts));
  }

  /** A misspelled field of another level; a correctly spelled one is refused elsewhere. */
  private elsewhere(key: string): string | undefined {
    if (this.fields.has(key)) return undefined;
    const near = nearest(key, this.fields.keys());
    return near === undefined ? undefined : this.fields.get(near)?.path.join('.');
  }
}

/**
 * Lower-cases scheme and host, strips trailing slashes. Leaves anything but a plain address for validation to refuse.
 */
function normalisedUrl(text: string): string {
  const trimmed = text.trim();
  return /^https?:\/\/[^/?#@\\\s]+\/*$/i.test(trimmed)
    ? trimmed.toLowerCase().replace(/\/+$/, '')
    : trimmed;
}
