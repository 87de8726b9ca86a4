import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  catalogMessage,
  errorMessage,
  logMessage,
  stateMessage,
} from '../../src/protocol/messages';
import { ROOT } from './support';
import { describeNeeding } from '../support/needing';

/** The image's output, and the exit code of `docker run`. */
interface Run {
  readonly output: string;
  readonly status: number;
}

// Its containers print the file named after the verb, and exit with the code in the file next to it.
const DOCKER = `#!/bin/sh
for word in "$@"; do
  case $word in discover | read) verb=$word ;; esac
done
cat "$ANSWERS/$verb"
exit "$(cat "$ANSWERS/$verb.status")"
`;

const printed = (...messages: readonly object[]): string =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join('');
const refused = errorMessage(
  {
    message: 'The client secret is wrong.',
    internal_message: 'invalid-credentials',
    failure_type: 'config_error',
  },
  undefined,
  0,
);
const catalog = catalogMessage({
  streams: [
    {
      name: 'bookings',
      json_schema: {},
      is_resumable: true,
      supported_sync_modes: ['full_refresh', 'incremental'],
    },
  ],
});
const record = (uuid: string): object => ({
  type: 'RECORD',
  record: { stream: 'bookings', emitted_at: 0, data: { uuid } },
});
const FOUND: Run = { output: printed(logMessage('INFO', 'Reading.'), catalog), status: 0 };

let folder: string;
let answers: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-run-'));
  answers = mkdtempSync(join(tmpdir(), 'docker-stub-'));
  writeFileSync(join(folder, 'config.json'), '{}', { mode: 0o600 });
  writeFileSync(join(answers, 'docker'), DOCKER, { mode: 0o755 });
});
afterEach(() => {
  for (const made of [folder, answers]) rmSync(made, { recursive: true });
});

function sync(runs: { readonly discover: Run; readonly read: Run }) {
  for (const [verb, { output, status }] of Object.entries(runs)) {
    writeFileSync(join(answers, verb), output);
    writeFileSync(join(answers, `${verb}.status`), String(status));
  }
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [join(ROOT, 'examples/docker-run/sync.sh'), folder],
    {
      env: {
        ...process.env,
        PATH: `${answers}:${process.env['PATH'] ?? ''}`,
        ANSWERS: answers,
        TMPDIR: answers,
      },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

const state = (): unknown => JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));

describeNeeding('jq', 'sync.sh', () => {
  it('given a run that is killed within a line, when it ends, then its state, counts and exit code are kept', () => {
    const at = stateMessage('bookings', { at: 1 }, 1);
    const cut = printed(record('c')).slice(0, 40);
    const killed = { output: `${printed(record('a'), at, record('b'))}${cut}`, status: 137 };
    expect(sync({ discover: FOUND, read: killed })).toEqual({
      status: 137,
      stdout: 'bookings: 2\n',
      stderr: '',
    });
    expect(state()).toEqual([at.state]);
    expect(readdirSync(folder).sort()).toEqual([
      'catalog.json',
      'config.json',
      'messages',
      'state.json',
    ]);
  });

  it('given a run that fails, when it ends, then stderr has the reason, and the state advances as far as the run got', () => {
    const before = [stateMessage('bookings', { at: 1 }, 1), stateMessage('users', { at: 2 }, 1)];
    const after = stateMessage('bookings', { at: 3 }, 1);
    writeFileSync(join(folder, 'state.json'), JSON.stringify(before.map((one) => one.state)));
    const failed = { output: printed(record('a'), after, refused), status: 1 };
    expect(sync({ discover: FOUND, read: failed })).toEqual({
      status: 1,
      stdout: 'bookings: 1\n',
      stderr: 'The client secret is wrong.\n',
    });
    expect(state()).toEqual([after.state, before[1]?.state]);
  });

  it('given a rejected credential, when discover fails, then stderr has the reason, and no file is left behind', () => {
    const failed = { output: printed(logMessage('INFO', 'Asking.'), refused), status: 1 };
    expect(sync({ discover: failed, read: FOUND })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The client secret is wrong.\n',
    });
    expect(readdirSync(folder)).toEqual(['config.json']);
    expect(readdirSync(answers).filter((name) => name.startsWith('tmp'))).toEqual([]);
  });
});

it.each([
  ['no argument', []],
  ['two arguments', ['.', '.']],
  ['a missing folder', ['/nowhere']],
  ['a folder without config.json', [tmpdir()]],
])('given %s, when sync.sh is run, then it prints its usage', (_, args) => {
  const script = join(ROOT, 'examples/docker-run/sync.sh');
  const { status, stdout, stderr } = spawnSync('bash', [script, ...args], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`usage: ${script} FOLDER, where FOLDER holds a config.json\n`);
});
