import { parseConfig } from '../../../src/config/parse-config';
import { propertyAt, keywordText } from '../../../src/config/property';
import { widenSpec } from '../../../src/config/spec';
import { ConnectorError } from '../../../src/errors/connector-error';
import { config, SPEC } from './spec-fixture';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const advanced = (api_url: unknown) => ({ advanced: { api_url } });
function messageOf(value: unknown, spec = SPEC): string {
  try {
    parseConfig(value, spec, NOW);
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectorError);
    expect((error as ConnectorError).failureType).toBe('config_error');
    return (error as ConnectorError).message;
  }
  return 'accepted';
}

describe('given an invalid config, when it is parsed', () => {
  it('then every mistake is reported at once', () => {
    const message = messageOf({ region: 'EU', start_date: '2024-01-01' });
    for (const key of ['client_id', 'client_secret', 'start_date', 'region'])
      expect(message).toContain(`(${key})`);
  });

  it('then no message contains the value of a credential', () => {
    const message = messageOf(config({ client_secret: 'hunter2 hunter2', client_id: ['hunter2'] }));
    expect(message).not.toContain('hunter2');
  });
});

describe('given a config with small mistakes, when it is parsed', () => {
  it('then a null in an optional key is absent, and no default is filled in', () => {
    const given = config({ region: null, advanced: { api_url: null, max_concurrency: 2 } });
    const parsed = parseConfig(given, SPEC, NOW);
    expect(parsed.raw).toEqual(config({ advanced: { max_concurrency: 2 } }));
    expect(Object.keys(parsed.raw)).not.toContain('region');
  });

  it('then unknown keys are ignored, and one similar to an absent key gets a notice', () => {
    const given = config({
      __injected_declarative_manifest: {},
      regoin: 'eu',
      something: 1,
      advanced: { api_uri: 'https://api.navan.com' },
    });
    const parsed = parseConfig(given, SPEC, NOW);
    expect(parsed.raw).toEqual(given);
    expect(parsed.notices).toEqual([
      'The configuration has an unknown field, which is ignored. field=regoin didYouMean=region',
      'The configuration has an unknown field, which is ignored. field=advanced.api_uri didYouMean=advanced.api_url',
    ]);
  });

  it('then an address loses its trailing slash and its capitals', () => {
    const parsed = parseConfig(config(advanced('HTTPS://API.Navan.com/')), SPEC, NOW);
    expect(parsed.raw['advanced']).toEqual({ api_url: 'https://api.navan.com' });
  });

  it.each([
    'https://app-fra.navan.com',
    'https://api.tripactions.com:443',
    'http://127.0.0.1:4010',
    'http://[::1]:4010',
    'https://app-fra.navan.com/',
    'http://127.0.0.1:4010/',
  ])('then the address %s is accepted', (address) => {
    expect(messageOf(config(advanced(address)))).toBe('accepted');
  });

  it('then the result is deeply frozen', () => {
    const { raw } = parseConfig(config(advanced('https://api.navan.com')), SPEC, NOW);
    expect(Object.isFrozen(raw)).toBe(true);
    expect(Object.isFrozen(raw['advanced'])).toBe(true);
  });
});

describe('given a host that the operator allows, when a config is parsed', () => {
  const widened = widenSpec(SPEC, ['navan.proxy.example']);

  it.each([
    ['https://navan.proxy.example', 'accepted'],
    ['https://navan.proxy.example:8443', 'accepted'],
    ['https://navan.proxy.example:8443/', 'accepted'],
    ['https://api.navan.com', 'accepted'],
    ['http://navan.proxy.example', 'unencrypted'],
    ['https://navanxproxy.example', 'the host navanxproxy.example'],
    ['https://a.navan.proxy.example', 'the host a.navan.proxy.example'],
    ['https://navan.proxy.example.com', 'the host navan.proxy.example.com'],
  ])('then %s is %s', (address, outcome) => {
    expect(messageOf(config(advanced(address)), widened)).toContain(outcome);
  });

  it('then the platform, which only checks the pattern, accepts a trailing slash too', () => {
    const { schema } = propertyAt(widened.connectionSpecification, ['advanced', 'api_url']);
    expect('https://navan.proxy.example:8443/').toMatch(
      new RegExp(keywordText(schema, 'pattern') ?? ''),
    );
  });
});
