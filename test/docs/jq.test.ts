import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadManifest } from '../../src/manifest/load';
import { parseConfiguredCatalog } from '../../src/protocol/configured-catalog';
import { parseState } from '../../src/protocol/input-state';
import { catalogMessage, logMessage, stateMessage } from '../../src/protocol/messages';
import { catalogStream } from '../../src/read/discover';
import { ROOT, section } from './support';
import { describeNeeding } from '../support/needing';

const models = loadManifest(join(ROOT, 'resources/manifest.yaml')).streams;
const streams = [...new Map(models.map((model) => [model.name, catalogStream(model)])).values()];
const printed = (...messages: readonly object[]): string =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join('');

/** Runs the README's jq command that reads this file. */
function jq(file: string, input: string): unknown {
  const commands = section('README.md', '## On the command line').matchAll(
    /^jq (-n )?'([^']+)' (\S+) > \S+$/gm,
  );
  const [, option, program = ''] = [...commands].find(([, , , name]) => name === file) ?? [];
  const { stdout, status } = spawnSync('jq', [...(option ? ['-n'] : []), program], {
    input,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describeNeeding('jq', 'the lines for jq', () => {
  it('given discover output, when the README makes a catalog of it, then it has every stream, incremental where supported', () => {
    const lines = printed(logMessage('WARN', 'A scope is missing.'), catalogMessage({ streams }));
    const { catalog, unknown, notices } = parseConfiguredCatalog(
      jq('discovered.jsonl', lines),
      streams,
    );
    expect([unknown.size, notices]).toEqual([0, []]);
    expect(catalog.streams).toEqual(
      streams.map(({ name, default_cursor_field: cursor }) => ({
        name,
        syncMode: cursor ? 'incremental' : 'full_refresh',
      })),
    );
  });

  it('given read output, when the README makes a state of it, then the last state of each stream counts', () => {
    const lines = printed(
      stateMessage('bookings', { at: 1 }, 5),
      stateMessage('users', { at: 2 }, 5),
      logMessage('INFO', 'The sync has ended.'),
      stateMessage('bookings', { at: 3 }, 5),
    );
    const { state, notices } = parseState(jq('read.jsonl', lines), ['bookings', 'users']);
    expect(notices).toEqual([]);
    expect(Object.fromEntries(state.streams)).toEqual({ bookings: { at: 3 }, users: { at: 2 } });
  });
});
