import { config } from '../config/spec-fixture';
import { CommandLine, outcome } from './command-line';

let line: CommandLine;
let configFile: string;
let catalogFile: string;

const selected = (name: string, sync_mode = 'full_refresh') => ({
  stream: { name, json_schema: {} },
  sync_mode,
  generation_id: 1,
});

beforeAll(() => {
  line = new CommandLine();
  configFile = line.json('config.txt', config());
  catalogFile = line.json('catalog.txt', {
    streams: [selected('bookings', 'incremental'), selected('users', 'incremental')],
  });
});
afterAll(() => {
  line.remove();
});

const read = (env: Record<string, string> = {}, ...more: string[]) =>
  line.run(['read', '--config', configFile, '--catalog', catalogFile, ...more], env);

const ofType = (messages: readonly Record<string, unknown>[], type: string) =>
  messages.filter((message) => message['type'] === type);

/** A TRACE ERROR, without what differs from run to run. */
const error = (message: string | RegExp, failure_type = 'config_error'): unknown =>
  expect.objectContaining({
    type: 'TRACE',
    trace: expect.objectContaining({
      type: 'ERROR',
      error: expect.objectContaining({
        message: expect.stringMatching(message) as unknown,
        failure_type,
      }) as unknown,
    }) as unknown,
  });

describe('given a stub connector, when a verb is run as a process', () => {
  it('then spec prints one SPEC, widened by what the operator allows', async () => {
    const { code, messages, stderr } = await line.run(['spec'], {
      SOURCE_NAVAN_ALLOWED_HOSTS: 'navan.proxy.example',
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages)).toContain('navan\\\\.proxy\\\\.example');
  });

  it('then a good check prints one CONNECTION_STATUS, and masks a token in the log', async () => {
    const { code, messages, stdout } = await line.run(['check', '--config', configFile]);
    expect(code).toBe(0);
    expect(ofType(messages, 'CONNECTION_STATUS')).toEqual([
      { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
    ]);
    expect(stdout).toContain('Signed in. token=****');
  });

  it('then a wrong credential is FAILED with exit code 0 and without the secret', async () => {
    const { code, messages } = await line.run(['check', '--config', configFile], {
      SCENARIO: 'rejected',
    });
    expect(code).toBe(0);
    expect(messages).toEqual([
      {
        type: 'CONNECTION_STATUS',
        connectionStatus: { status: 'FAILED', message: 'Wrong secret: found "****". Check it.' },
      },
    ]);
  });

  it('then allowed hosts that are none fail a check as its result, other verbs by TRACE ERROR, and help not at all', async () => {
    const env = { SOURCE_NAVAN_ALLOWED_HOSTS: 'https://navan.example.com' };
    const message = expect.stringMatching(
      /^The environment variable SOURCE_NAVAN_ALLOWED_HOSTS cannot be used: .* found "https:/,
    ) as string;
    const [checked, spec, help] = await Promise.all([
      line.run(['check', '--config', configFile], env),
      line.run(['spec'], env),
      line.run(['--help'], env),
    ]);
    expect([checked.code, spec.code, help.code]).toEqual([0, 1, 0]);
    expect(checked.messages).toEqual([
      { type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED', message } },
    ]);
    expect(spec.messages).toEqual([error('SOURCE_NAVAN_ALLOWED_HOSTS cannot be used')]);
  });

  it('then a mistake of ours in check is TRACE ERROR and exit code 1', async () => {
    const { code, messages } = await line.run(['check', '--config', configFile], {
      SCENARIO: 'bug',
    });
    expect(code).toBe(1);
    expect(messages).toEqual([error('inside the connector: found TypeError', 'system_error')]);
  });

  it('then discover prints a catalog without what a stream does not have', async () => {
    const { code, messages } = await line.run(['discover', '--config', configFile]);
    expect(code).toBe(0);
    expect(messages).toEqual([
      {
        type: 'CATALOG',
        catalog: {
          streams: [
            {
              name: 'users',
              json_schema: { properties: { id: { type: ['string', 'null'] } } },
              supported_sync_modes: ['full_refresh'],
              is_resumable: true,
            },
          ],
        },
      },
    ]);
  });

  it('then a read falls back to a sync mode that exists and takes the state', async () => {
    const before = { states: [] };
    const state = line.json('state.txt', [
      null,
      {
        type: 'STREAM',
        stream: { stream_descriptor: { name: 'bookings' }, stream_state: before },
      },
      { type: 'STREAM', stream: { stream_descriptor: { name: 'gone' }, stream_state: {} } },
    ]);
    const { code, messages, stdout } = await read({}, '--state', state);
    expect(code).toBe(0);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(ofType(messages, 'STATE')).toEqual([
      {
        type: 'STATE',
        state: {
          type: 'STREAM',
          stream: {
            stream_descriptor: { name: 'bookings' },
            stream_state: { syncMode: 'incremental', before },
          },
          sourceStats: { recordCount: 3 },
        },
      },
      expect.objectContaining({
        state: expect.objectContaining({
          stream: {
            stream_descriptor: { name: 'users' },
            stream_state: { syncMode: 'full_refresh', before: null },
          },
        }) as unknown,
      }),
    ]);
    const warnings = JSON.stringify(ofType(messages, 'LOG'));
    expect(warnings).toContain('users has no incremental sync');
    expect(warnings).toContain('there is no such stream');
  });

  it('then a stream that does not exist fails alone and the exit code is 1', async () => {
    const catalog = line.json('unknown', { streams: [selected('boookings'), selected('users')] });
    const { code, messages } = await line.run([
      'read',
      '--config',
      configFile,
      '--catalog',
      catalog,
    ]);
    expect(code).toBe(1);
    expect(messages).toContainEqual(error('Did you mean bookings?'));
    expect(ofType(messages, 'STATE')).toHaveLength(1);
    expect(JSON.stringify(messages)).toContain('"INCOMPLETE"');
  });

  it('then a failed stream in the summary is exit code 1', async () => {
    expect((await read({ SCENARIO: 'failed' })).code).toBe(1);
  });

  it.each([
    ['an exception', 'crash', 'found RangeError'],
    ['a rejection', 'rejection', 'found RangeError'],
    ['an empty event loop', 'empty-loop', 'found RangeError'],
  ])(
    'then %s that nobody caught comes after the records, as system_error',
    async (_, name, found) => {
      const { code, messages } = await read({ SCENARIO: name, RECORDS: '200' });
      expect(code).toBe(1);
      expect(ofType(messages, 'RECORD')).toHaveLength(200);
      expect(messages.at(-1)).toEqual(error(found, 'system_error'));
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'then %s ends a read by that signal, with whole lines and the reason',
    async (name) => {
      const child = line.start(['read', '--config', configFile, '--catalog', catalogFile], {
        SCENARIO: 'wait',
      });
      child.stdout?.once('data', () => child.kill(name));
      const { code, signal, stdout, messages } = await outcome(child);
      expect([code, signal]).toEqual([null, name]);
      expect(stdout.endsWith('\n')).toBe(true);
      expect(messages.at(-2)).toEqual(
        error(`stopped from outside: found ${name}`, 'transient_error'),
      );
      expect(JSON.stringify(messages.at(-1))).toContain('"INCOMPLETE"');
    },
  );

  it('then a signal ends a check at once', async () => {
    const child = line.start(['check', '--config', configFile], { SCENARIO: 'never' });
    const started = Date.now();
    setTimeout(() => child.kill('SIGTERM'), 500);
    expect((await outcome(child)).signal).toBe('SIGTERM');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('then a reader that goes away ends a read quietly and not with 0', async () => {
    const child = line.start(['read', '--config', configFile, '--catalog', catalogFile], {
      RECORDS: '1000000',
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await outcome(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^output-closed: Standard output cannot be written: found EPIPE\. .*\n$/,
    );
  });

  it.each([['spec'], ['--help'], ['read']])(
    'then %s into a device that is full says so on stderr and is exit code 1',
    async (verb) => {
      const argv =
        verb === 'read' ? [verb, '--config', configFile, '--catalog', catalogFile] : [verb];
      const { code, stderr } = await outcome(line.startIn('exec "$@" >/dev/full', argv));
      expect(code).toBe(1);
      expect(stderr).toMatch(/^output-closed: .* found ENOSPC\. [^\n]*\n$/);
    },
  );

  it('then standard output that is closed from the beginning is said on stderr, and nothing is read', async () => {
    const argv = ['read', '--config', configFile, '--catalog', catalogFile];
    const { code, stderr } = await outcome(line.startIn('exec "$@" >&-', argv));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^output-closed: .* found standard output closed\. [^\n]*\n$/);
  });

  it('then output that is thrown away on purpose is no failure', async () => {
    const { code, stderr } = await outcome(line.startIn('exec "$@" >/dev/null', ['spec']));
    expect([code, stderr]).toEqual([0, '']);
  });

  it('then a stderr that is closed as well changes nothing about the exit code', async () => {
    const { code } = await outcome(line.startIn('exec "$@" >/dev/full 2>&1', ['spec']));
    expect(code).toBe(1);
  });

  it('then a check that would have to wait for the rate limit is no result but a TRACE ERROR, at once', async () => {
    const began = Date.now();
    const { code, messages } = await line.run(['check', '--config', configFile], {
      SCENARIO: 'limited',
    });
    expect(code).toBe(1);
    expect(messages).toEqual([
      error(/limits the rate of requests \(check\): .* before 20\d\d-/, 'transient_error'),
    ]);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it.each([
    [
      'verbose',
      'LOG_LEVEL is "verbose", which is no level. INFO is used; the levels are FATAL, ERROR, WARN, INFO, DEBUG, TRACE.',
    ],
    ['warn', undefined],
    [' Error ', undefined],
    ['', undefined],
  ])('then LOG_LEVEL=%j is understood, or said to be none', async (LOG_LEVEL, warning) => {
    const { code, messages } = await line.run(['check', '--config', configFile], { LOG_LEVEL });
    expect(code).toBe(0);
    const logs = ofType(messages, 'LOG').map(
      ({ log }) => log as { level: string; message: string },
    );
    const warnings = logs.filter(({ level }) => level === 'WARN').map(({ message }) => message);
    expect(warnings).toEqual(warning === undefined ? [] : [warning]);
    const isLess = ['warn', ' Error '].includes(LOG_LEVEL);
    expect(logs.some(({ level }) => level === 'INFO')).toBe(!isLess);
  });

  it('then help and version are for people', async () => {
    const [help, version] = await Promise.all([line.run(['--help']), line.run(['--version'])]);
    expect([help.code, version.code]).toEqual([0, 0]);
    for (const verb of ['spec', 'check', 'discover', 'read']) expect(help.stdout).toContain(verb);
    expect(version.stdout).toBe('1.2.3\n');
  });

  it.each([[[]], [['']], [[' ']]])(
    'then %j, which has no verb, is exit code 2 with the usage on stderr',
    async (argv) => {
      const { code, stderr, messages } = await line.run(argv);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Usage: source-navan/);
      expect(stderr).toContain('check');
      expect(messages).toEqual([error('expected one of spec, .* found no verb')]);
    },
  );

  it.each([
    ['-h', ['-h'], /^Usage: source-navan/],
    ['help', ['help'], /^Usage: source-navan/],
    ['help with a verb', ['help', 'read'], /--catalog <file>/],
    ['-h behind a verb', ['check', '-h'], /--config <file>/],
    ['-v', ['-v'], /^1\.2\.3\n$/],
  ])('then %s prints what it asks for', async (_, argv, words) => {
    const { code, stdout, stderr } = await line.run(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(words);
  });

  it('then an unknown verb is exit code 2, with the same words on both ways', async () => {
    const { code, stderr, messages } = await line.run(['chek']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^The command line cannot be understood: .* See source-navan --help\.\n$/,
    );
    expect(messages).toEqual([error(stderr.trimEnd().replace(/[.?()*[\]]/g, '\\$&'))]);
  });

  it('then an error that the user can mend comes without a stack trace', async () => {
    const { stdout } = await line.run(['discover', '--config', '/nowhere']);
    expect(stdout).toContain('"failure_type":"config_error"');
    expect(stdout).not.toContain('stack_trace');
  });
});
