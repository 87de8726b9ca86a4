import fc from 'fast-check';
import { open, seal } from '../../../src/state/sealed-token';

const binding = { clientSecret: 's'.repeat(32), clientId: 'id', host: 'api.test', region: 'us' };
const token = { accessToken: 'very-secret-token', expiresAt: 1_790_000_000_000, scope: 'a b' };

const anyToken = fc.record(
  {
    accessToken: fc.string({ minLength: 1 }),
    expiresAt: fc.integer(),
    scope: fc.string(),
    company: fc.string(),
  },
  { requiredKeys: ['accessToken', 'expiresAt'] },
);

test('given any token, when it is sealed and opened, then it is the same', () => {
  fc.assert(
    fc.property(anyToken, (sealed) => {
      expect(open(seal(sealed, binding), binding)).toEqual(sealed);
    }),
    { numRuns: 50 },
  );
});

test.each(['clientSecret', 'clientId', 'host', 'region'] as const)(
  'given another %s, when it is opened, then there is no token',
  (key) => {
    const text = seal(token, binding);
    expect(open(text, { ...binding, [key]: 'other' })).toBeUndefined();
  },
);

test('given any damaged or foreign text, when it is opened, then there is no token and no error', () => {
  const text = seal(token, binding);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('A', 'z', '.', '\u0000'), (at, other) => {
      const damaged = text.slice(0, at) + other + text.slice(at + 1);
      const opened = open(damaged, binding);
      // The last base64 character may differ only in unused bits.
      expect(opened === undefined || damaged.slice(0, -1) === text.slice(0, -1)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (foreign) => {
      expect(open(foreign, binding)).toBeUndefined();
      expect(open(`v1.${foreign}`, binding)).toBeUndefined();
    }),
  );
});

test('given a token, when it is sealed twice, then the texts differ and do not reveal it', () => {
  const [one, other] = [seal(token, binding), seal(token, binding)];
  expect(one).not.toBe(other);
  expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('secret');
});
