import { help, optionsFrom } from '../../simulator/arguments';

describe('the command line', () => {
  it('turns numbers, strings, lists and flags into options', () => {
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

  it.each(['""', '[]', 'null'])('given the text %s for a switch, keeps it as it is', (text) => {
    const line = ['--empty-violation-types', text];
    expect(optionsFrom(line)).toEqual({ emptyViolationTypes: text });
  });

  it('given a misspelt name, suggests the right one', () => {
    expect(() => optionsFrom(['--prot', '1'])).toThrow('did you mean --port?');
  });

  it.each(['abc', '-1', '1.5', 'null'])('given the port %s, says what a port is', (port) => {
    expect(() => optionsFrom([`--port=${port}`])).toThrow(
      /^--port takes a whole number of at least 0, not .*\w/u,
    );
  });

  it('given --help, lists every option with its default', () => {
    expect(help()).toMatch(/--port +default: 0\n/u);
    expect(help()).toMatch(/--empty-violation-types +default: ""\n/u);
    for (const name of ['--max-page-depth', '--layout', '--empty-fields'])
      expect(help()).toContain(`${name} `);
  });

  it.each([['--prot', '1'], ['7']])('given %s, which is unknown, rejects it', (...line) => {
    expect(() => optionsFrom(line)).toThrow(TypeError);
  });
});
