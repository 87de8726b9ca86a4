import { optionsFrom } from '../../simulator/arguments';

describe('the command line', () => {
  it('given numbers, texts, lists and flags, makes options of them', () => {
    const line =
      '--port 4010 --seed=2 --max-page-depth 40 --bounds exclusive --now 2040-01-01T00:00:00Z --prepare --gzip false --client-secret 12345678901234567890123456789012';
    expect(optionsFrom(line.split(' '))).toEqual({
      port: 4010,
      seed: 2,
      maxPageDepth: 40,
      bounds: 'exclusive',
      now: '2040-01-01T00:00:00Z',
      prepare: true,
      gzip: false,
      clientSecret: '12345678901234567890123456789012',
    });
    expect(optionsFrom(['--limit', '{"perSecond":5}', '--scopes', '["users:read"]'])).toEqual({
      limit: { perSecond: 5 },
      scopes: ['users:read'],
    });
  });

  it.each([['--prot', '1'], ['7']])('given %s, which it does not know, refuses', (...line) => {
    expect(() => optionsFrom(line)).toThrow(TypeError);
  });
});
