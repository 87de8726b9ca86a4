import { Session } from '../../../src/read/session';
import { compileChanged } from '../manifest/own-manifest';

it.each([
  ['concurrency', 'concurrency_level/default_concurrency'],
  ['rate', 'api_budget/policies/0/rates/0/limit'],
])(
  'given an expression that yields a %s of 0, when a session begins, then the error names its place in the manifest',
  (_, place) => {
    const manifest = compileChanged({ [place]: "{{ config['zero'] }}" });
    const raw = { client_id: 'a', client_secret: 'b', start_date: '2026-01-01T00:00:00Z', zero: 0 };
    const config = { raw, secrets: [], notices: [] };
    const options = {
      log: { log: () => undefined },
      userAgent: 'test',
      addSecret: () => undefined,
    };
    expect(() => new Session(manifest, config, options)).toThrow(
      /cannot be evaluated \(.*(default_concurrency|limit).*a number above 0, found 0/u,
    );
  },
);
