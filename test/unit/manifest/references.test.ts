import { resolveReferences } from '../../../src/manifest/references';

describe('resolveReferences', () => {
  it('given keys next to a reference, when resolved, then they override those of the target', () => {
    const { use } = resolveReferences({
      x: { type: 'T', path: '/q', deep: { a: 1, b: 2 } },
      use: { $ref: '#/x', path: '/p', deep: { a: 3 } },
    }) as { use: unknown };
    expect(use).toEqual({ type: 'T', path: '/p', deep: { a: 3 } });
  });

  it('given a chain with an override at each link, when resolved, then the nearest override wins', () => {
    const { a } = resolveReferences({
      a: { $ref: '#/b', one: 'a' },
      b: { $ref: '#/c', one: 'b', two: 'b' },
      c: { one: 'c', two: 'c', three: 'c' },
    }) as { a: unknown };
    expect(a).toEqual({ one: 'a', two: 'b', three: 'c' });
  });

  it('given references to a string, a list and into a list of mappings, when resolved, then they are replaced by the target', () => {
    const { use } = resolveReferences({
      text: 'hello',
      list: [1, { $ref: '#/text' }],
      use: [{ $ref: '#/text' }, { $ref: '#/list' }, { $ref: '#/list/0' }],
    }) as { use: unknown };
    expect(use).toEqual(['hello', [1, 'hello'], 1]);
  });

  it('given a reference without its mapping, when resolved, then it is replaced by the target', () => {
    const document = { x: { deep: [1] }, use: '#/x/deep', text: '# no reference' };
    expect(resolveReferences(document)).toEqual({ ...document, use: [1] });
  });

  it('given two references to one target, when resolved, then they share it', () => {
    const { one, two } = resolveReferences({
      x: { deep: {} },
      one: { $ref: '#/x' },
      two: { $ref: '#/x' },
    }) as { one: unknown; two: unknown };
    expect(one).toBe(two);
  });

  it('given a document, when resolved, then it is not changed', () => {
    const document = { x: { a: 1 }, use: { $ref: '#/x', a: 2 } };
    const before = structuredClone(document);
    resolveReferences(document);
    expect(document).toEqual(before);
  });

  it('given a mapping with a $ref that is not a string, when resolved, then no reference is followed', () => {
    expect(resolveReferences({ $ref: { type: 'string' }, a: 1 })).toEqual({ a: 1 });
  });

  it.each([
    ['itself', { a: { $ref: '#/a' } }, 'a circular reference'],
    ['what holds it', { a: { b: { $ref: '#/a' } } }, 'a circular reference'],
    [
      'itself over two more',
      { a: { $ref: '#/b' }, b: { $ref: '#/c' }, c: [{ $ref: '#/a' }] },
      'a circular reference',
    ],
    ['nothing', { a: { $ref: '#/x/y' }, x: {} }, "nothing at 'y'"],
    ['a place below a text', { a: { $ref: '#/x/y' }, x: 'text' }, "nothing at 'y'"],
    ['a key of the prototype', { a: { $ref: '#/constructor' } }, "nothing at 'constructor'"],
    ['a text, with keys next to it', { a: { $ref: '#/x', b: 1 }, x: 'text' }, 'keys next to it'],
    ['a list, with keys next to it', { a: { $ref: '#/x', b: 1 }, x: [] }, 'keys next to it'],
    ['nothing, without its mapping', { a: '#/x' }, "nothing at 'x'"],
    ['another file', { a: { $ref: 'other.yaml#/x' } }, 'a reference to another file'],
  ])(
    'given a reference to %s, when resolved, then it is rejected by name',
    (_, document, found) => {
      const resolving = (): unknown => resolveReferences(document);
      expect(resolving).toThrow(found);
      expect(resolving).toThrow("$ref: '");
    },
  );
});
