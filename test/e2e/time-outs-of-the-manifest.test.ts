import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Simulator } from '../../simulator';
import { parseConfig } from '../../src/config/parse-config';
import { compileManifest } from '../../src/manifest/load';
import { Session } from '../../src/read/session';
import { simulators } from './support/simulated';

const simulator = simulators();

/** Requests the token's scopes with a changed manifest, and returns the error and the report. */
async function askUnder(
  navan: Simulator,
  find: string,
  by: string,
): Promise<{ readonly error?: unknown; readonly report: string }> {
  const text = readFileSync(join(__dirname, '../../resources/manifest.yaml'), 'utf8');
  const changed = text.replaceAll(find, by);
  expect(changed).not.toBe(text);
  const manifest = compileManifest(parse(changed));
  const session = new Session(manifest, parseConfig(navan.config(), manifest.spec), {
    log: { log: () => undefined },
    userAgent: 'test',
    addSecret: () => undefined,
  });
  try {
    const error: unknown = await session.client.scopes(new AbortController().signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, report: JSON.stringify(session.meter.requests().failures) };
  } finally {
    session.client.close();
  }
}

it('given a timeout of one second in the manifest, when a response stalls, then the request is retried after it', async () => {
  const navan = await simulator({ bookings: 0 });
  navan.control.faults([{ match: { nth: 1 }, fault: { kind: 'stall' } }]);
  const outcome = await askUnder(
    navan,
    'read_timeout_in_seconds: 60',
    'read_timeout_in_seconds: 1',
  );
  expect(outcome.error).toBeUndefined();
  expect(outcome.report).toContain('for 1 s');
});

it('given no retries in the manifest, when a request fails, then there is no second attempt', async () => {
  const navan = await simulator({ bookings: 0 });
  navan.control.faults([{ match: { nth: 1 }, fault: { kind: 'status', status: 503 } }]);
  const outcome = await askUnder(navan, 'max_retries: 4', 'max_retries: 0');
  expect(outcome.error).toBeInstanceOf(Error);
  expect(navan.control.requests()).toHaveLength(1);
});
