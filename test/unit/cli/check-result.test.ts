import { failureAsResult } from '../../../src/cli/check-result';
import { createConnector } from '../../../src/cli/create-connector';
import { parseConfig } from '../../../src/config/parse-config';
import { CLIENT_ERRORS } from '../../../src/errors/client-errors';
import { CLI_ERRORS } from '../../../src/errors/cli-errors';
import { ConnectorError } from '../../../src/errors/connector-error';
import { config } from '../config/spec-fixture';

const connector = createConnector({ addSecret: () => undefined, allowedHosts: [] });
const address = (changes: Record<string, unknown>): string =>
  connector.address(parseConfig(config(changes), connector.spec));

it.each([
  [{}, 'Region (region) leads to https://api.navan.com.'],
  [{ region: 'eu' }, 'Region (region) leads to https://app-fra.navan.com.'],
  [
    { region: 'eu', advanced: { api_url: 'http://127.0.0.1:4010' } },
    'API address (advanced.api_url) leads to http://127.0.0.1:4010.',
  ],
])('given %j, when it is asked where it leads, then to %s', (changes, sentence) => {
  expect(address(changes)).toBe(sentence);
});

it.each([
  ['a rejected credential', CLIENT_ERRORS['token-rejected']],
  ['an API that fails', CLIENT_ERRORS['server-error']],
  ['an address that nothing answers at', CLIENT_ERRORS['network-failure']],
])('given %s, when checked, then it is a failed result', (_, kind) => {
  expect(failureAsResult(new ConnectorError(kind))).toMatchObject({
    connectionStatus: { status: 'FAILED' },
  });
});

it.each([
  ['a rate limit that is met again and again', CLIENT_ERRORS['rate-limited']],
  ['a rate limit that lasts too long', CLI_ERRORS['rate-limit-wait']],
  ['a mistake of ours', CLI_ERRORS.unexpected],
])('given %s, when checked, then it is no result but an error', (_, kind) => {
  const error = new ConnectorError(kind);
  expect(() => failureAsResult(error)).toThrow(error);
});
