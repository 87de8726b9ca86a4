import fc from 'fast-check';
import type { Template } from '../../../src/manifest/expressions/template';
import { toText, type Value } from '../../../src/manifest/expressions/value';
import type { StreamModel } from '../../../src/manifest/model';
import { StreamRequests } from '../../../src/stream/requests';
import type { Parameter } from '../../../src/stream/window';
import { modelOf } from './reading/reading';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom(' ', '+', '&', '=', '%', '#', '?', '/', ',', 'é', '€'),
    maxLength: 6,
  }),
);
const name = fc.oneof(fc.constantFrom('a', 'b', 'c', 'a b', 'date.from'), text);
const value: fc.Arbitrary<Value> = fc.oneof(text, fc.constant(null), fc.integer(), fc.array(text));
const own = fc.array(fc.tuple(name, text), { maxLength: 4 });
const paths = [
  '/v1/x',
  '/v1/x?',
  '/v1/x?a=1',
  '/v1/x?a=1&a=%20+&b',
  '/v1/\u00e9 x/',
  '/v1/x?a=1#b',
  '/v1/x#b',
];

const always = (result: Value): Template =>
  ({ text: () => toText(result), evaluate: () => result }) as unknown as Template;

function modelWith(path: string, parameters: ReadonlyMap<string, Value>): StreamModel {
  const model = modelOf('users');
  return {
    ...model,
    requester: {
      ...model.requester,
      path: always(path),
      baseUrl: always('https://api.example.com'),
      headers: new Map(),
      rules: [],
      parameters: new Map([...parameters].map(([key, each]) => [key, always(each)] as const)),
    },
  };
}

/** What the request must be, one parameter after the other. */
function plain(path: string, given: ReadonlyMap<string, Value>, added: readonly Parameter[]): URL {
  const url = new URL('https://api.example.com' + path);
  const overridden = new Set(added.map(([key]) => key));
  for (const [key, each] of given) {
    if (overridden.has(key)) continue;
    const values = each === null ? [] : Array.isArray(each) ? (each as readonly Value[]) : [each];
    for (const one of values) url.searchParams.append(key, toText(one));
  }
  for (const [key, one] of added) url.searchParams.append(key, one);
  return url;
}

it('given any parameters, when requests are built one after the other, then each has its own and the others', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.uniqueArray(fc.tuple(name, value), { maxLength: 4, selector: ([key]) => key }),
      fc.array(own, { minLength: 1, maxLength: 4 }),
      (path, given, several) => {
        const parameters = new Map(given);
        const scope = { nowMs: 0, variables: {} };
        const requests = new StreamRequests(modelWith(path, parameters), scope);
        for (const each of [...several, ...several]) {
          const expected = plain(path, parameters, each);
          const url = new URL(requests.one(each, 'page 1').url);
          expect([url.origin, url.pathname]).toEqual([expected.origin, expected.pathname]);
          expect([...url.searchParams]).toEqual([...expected.searchParams]);
          expect(url.search.replace(/^\?$/, '')).toBe(
            [...expected.searchParams].length === 0
              ? ''
              : `?${String(new URLSearchParams([...expected.searchParams]))}`,
          );
        }
      },
    ),
    {
      numRuns: 500,
      examples: [
        [
          '/v1/x',
          [['a', 1]],
          [
            [['a&b', '2']],
            [
              ['a', '2'],
              ['b', '3'],
            ],
          ],
        ],
        ['/v1/x', [['', 1]], [[['', '2']], []]],
      ],
    },
  );
});
