import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';

/**
 * Replaces every `$ref: '#/a/b'`, and every text '#/a/b', with its target; keys next to `$ref` override those of the
 * target.
 *
 *     before  { $ref: '#/definitions/x', path: /p }     with definitions.x = { type: T, path: /q }
 *     after   { type: T, path: /p }
 *
 * Targets are shared, not copied. A reference to a missing place or to itself is an error.
 */
export function resolveReferences(root: unknown): unknown {
  return new References(root).resolve(root, []);
}

class References {
  private readonly resolved = new Map<string, unknown>();

  constructor(private readonly root: unknown) {}

  resolve(value: unknown, open: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, open));
    if (typeof value === 'string' && value.startsWith('#/')) return this.target(value, open);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref: reference, ...own } = value as Record<string, unknown>;
    const members = Object.fromEntries(
      Object.entries(own).map(([key, item]) => [key, this.resolve(item, open)]),
    );
    if (typeof reference !== 'string') return members;
    const target = this.target(reference, open);
    if (Object.keys(members).length === 0) return target;
    if (typeof target !== 'object' || target === null || Array.isArray(target))
      throw this.broken(reference, 'keys next to it, which only a mapping can have');
    return { ...target, ...members };
  }

  private target(reference: string, open: readonly string[]): unknown {
    if (open.includes(reference)) throw this.broken(reference, 'a circular reference');
    if (!this.resolved.has(reference)) {
      const found = this.find(reference);
      this.resolved.set(reference, this.resolve(found, [...open, reference]));
    }
    return this.resolved.get(reference);
  }

  private find(reference: string): unknown {
    const steps = reference.startsWith('#/') ? reference.slice(2).split('/') : undefined;
    if (!steps) throw this.broken(reference, 'a reference to another file');
    return steps.reduce<unknown>((place, step) => {
      const next =
        typeof place === 'object' && place !== null && Object.hasOwn(place, step)
          ? (place as Record<string, unknown>)[step]
          : undefined;
      if (next === undefined) throw this.broken(reference, `nothing at '${step}'`);
      return next;
    }, this.root);
  }

  private broken(reference: string, found: string): ConnectorError {
    return new ConnectorError(MANIFEST_ERRORS['manifest-unreadable'], {
      where: `$ref: '${reference}'`,
      expected: "a reference such as '#/definitions/name' to something in the manifest",
      found,
    });
  }
}
