import { isDeepStrictEqual } from 'node:util';

import { nearestOrAll } from '../config/nearest';
import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';
import type { Value } from './expressions/value';

/** `$parameters` of a component and of those that enclose it; expressions read them as `parameters`. */
export type Parameters = Readonly<Record<string, Value>>;

/** A value of the manifest and its path, so that errors can name the location. */
export class ManifestNode {
  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly parameters: Parameters,
  ) {}

  child(key: string | number): ManifestNode {
    const value = (this.value as Readonly<Record<string | number, unknown>>)[key];
    const path =
      typeof key === 'number'
        ? `${this.path}[${key}${named(value)}]`
        : this.path === ''
          ? key
          : `${this.path}.${key}`;
    return new ManifestNode(value, path, this.parameters);
  }

  items(): readonly ManifestNode[] {
    if (!Array.isArray(this.value)) throw this.invalid('a list');
    return this.value.map((_, index) => this.child(index));
  }

  keys(): readonly string[] {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      throw this.invalid('a mapping');
    }
    return Object.keys(this.value);
  }

  /** The same node inside the component, with its own `$parameters` in force. */
  entered(): ManifestNode {
    if (!this.keys().includes('$parameters')) return this;
    const own = this.child('$parameters').value as Parameters;
    return new ManifestNode(this.value, this.path, { ...this.parameters, ...own });
  }

  /** Parameters matter only if an expression may name them. */
  hasSameMeaningAs({ value, parameters }: ManifestNode): boolean {
    const namesParameters = JSON.stringify(this.value).includes('parameters');
    return (
      isDeepStrictEqual(this.value, value) &&
      (!namesParameters || isDeepStrictEqual(this.parameters, parameters))
    );
  }

  invalid(expected: string, found = describe(this.value)): ConnectorError {
    const facts = { where: this.path, expected, found };
    return new ConnectorError(MANIFEST_ERRORS['manifest-invalid'], facts);
  }

  /** `known`: valid alternatives. */
  unsupported(what: string, name: string, known: readonly string[]): ConnectorError {
    return new ConnectorError(MANIFEST_ERRORS['manifest-unsupported'], {
      where: this.path,
      expected: nearestOrAll(name, known),
      found: `${what} '${name}'`,
    });
  }
}

/** Users look for a stream by its name, not by its index. */
function named(value: unknown): string {
  const name = typeof value === 'object' && value !== null && 'name' in value && value.name;
  return typeof name === 'string' ? `: ${name}` : '';
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  return `the ${typeof value} ${JSON.stringify(value)}`;
}
