import { withinCheckTime } from '../../../src/cli/check-result';
import { createConnector } from '../../../src/cli/create-connector';
import { parseConfig } from '../../../src/config/parse-config';
import { config } from '../config/spec-fixture';

afterEach(() => {
  jest.useRealTimers();
});

const calm = new AbortController().signal;
const connector = createConnector({ addSecret: () => undefined, allowedHosts: [] });
const address = (changes: Record<string, unknown>): string =>
  connector.address(parseConfig(config(changes), connector.spec));

it('given a server that never answers, when it is checked for 40 s, then the result names the field and its host', async () => {
  jest.useFakeTimers();
  const result = withinCheckTime(calm, address({}), () => new Promise<void>(() => undefined));
  const said = expect(result).rejects.toThrow(
    /^The check took too long: expected a result within 40 s\. .* Region \(region\) leads to https:\/\/api\.navan\.com\.$/,
  );
  await jest.advanceTimersByTimeAsync(40_000);
  await said;
});

it.each([
  [{ region: 'eu' }, 'Region (region) leads to https://app-fra.navan.com.'],
  [
    { region: 'eu', advanced: { api_url: 'http://127.0.0.1:4010' } },
    'API address (advanced.api_url) leads to http://127.0.0.1:4010.',
  ],
])('given %j, when it is asked where it leads, then to %s', (changes, sentence) => {
  expect(address(changes)).toBe(sentence);
});
