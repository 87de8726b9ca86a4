import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/parse-config';
import { compileManifest } from '../../src/manifest/load';
import { Session } from '../../src/read/session';
import { simulators } from './support/simulated';

const simulator = simulators();

it('given a time-out of one second in the manifest, when an answer stalls, then the request is tried again after it', async () => {
  const text = readFileSync(join(__dirname, '../../resources/manifest.yaml'), 'utf8');
  const changed = text.replaceAll('read_timeout_in_seconds: 60', 'read_timeout_in_seconds: 1');
  expect(changed).not.toBe(text);
  const manifest = compileManifest(parse(changed));
  const navan = await simulator({ bookings: 0 });
  navan.control.faults([{ match: { nth: 1 }, fault: { kind: 'stall' } }]);
  const session = new Session(manifest, parseConfig(navan.config(), manifest.spec), {
    log: { log: () => undefined },
    userAgent: 'test',
    addSecret: () => undefined,
  });
  try {
    await session.client.scopes(new AbortController().signal);
  } finally {
    session.client.close();
  }
  expect(JSON.stringify(session.report.facts(Date.now(), [], []))).toContain('for 1 s');
});
