import { startSimulator, type Simulator } from '../../../simulator';
import { parse } from 'yaml';
import { packageVersion } from '../../../src/cli/version';
import type { Manifest } from '../../../src/manifest/model';
import { markdownHead } from '../../../src/probe/markdown';
import type { Api } from '../../../src/probe/question';
import { text } from '../../docs/support';
import { read, readArguments, selected } from '../../e2e/support/sync';
import { SteppedClock } from '../../e2e/support/probed';
import { jsonFile, run } from '../../support/connector';
import type { ConnectorRun } from '../../support/connector-run';

let navan: Simulator;
let configFile: string;

beforeAll(async () => {
  navan = await startSimulator({ bookings: 3, users: 2, transactions: 0 });
  configFile = jsonFile('navan', navan.config());
});
afterEach(() => {
  navan.control.faults([]);
});
afterAll(() => navan.close());

const resultOf = ({ messages }: ConnectorRun) =>
  messages.flatMap(({ connectionStatus }) => connectionStatus ?? []);

/** Fails as soon as a property is read. */
const BROKEN = new Proxy({} as Manifest, {
  get: () => {
    throw new TypeError('undefined is not a function');
  },
});

describe('the verbs of the protocol', () => {
  it('given a host that the operator allows, when spec is run, then it prints one SPEC that includes the host', async () => {
    const environment = { SOURCE_NAVAN_ALLOWED_HOSTS: 'navan.proxy.example' };
    const { code, stderr, messages, stdout } = await run(['spec'], { environment });
    expect([code, stderr, messages.map(({ type }) => type)]).toEqual([0, '', ['SPEC']]);
    expect(stdout).toContain('navan\\\\.proxy\\\\.example');
  });

  it('given a valid credential, when checked, then it prints one CONNECTION_STATUS', async () => {
    const checked = await run(['check', '--config', configFile]);
    expect([checked.code, resultOf(checked)]).toEqual([0, [{ status: 'SUCCEEDED' }]]);
  });

  it('given an API that repeats the secret and the token, when checked, then the result contains neither', async () => {
    const secret = String(navan.config()['client_secret']);
    const body = JSON.stringify({ message: `no ${secret}` });
    navan.control.faults([{ fault: { kind: 'status', status: 400, body } }]);
    const checked = await run(['check', '--config', configFile]);
    expect([checked.code, resultOf(checked)[0]?.status]).toEqual([0, 'FAILED']);
    expect(checked.stdout).toContain('no ****');
    expect(checked.stdout).not.toContain(secret);
  });

  it('given invalid allowed hosts, when a verb is run, then check reports it as its result, spec by TRACE ERROR, and help not at all', async () => {
    const environment = { SOURCE_NAVAN_ALLOWED_HOSTS: 'https://navan.example.com' };
    const words =
      /^The environment variable SOURCE_NAVAN_ALLOWED_HOSTS is not valid: .* found "https:/;
    const checked = await run(['check', '--config', configFile], { environment });
    const spec = await run(['spec'], { environment });
    const help = await run(['--help'], { environment });
    expect([checked.code, spec.code, help.code]).toEqual([0, 1, 0]);
    expect(resultOf(checked)[0]?.message).toMatch(words);
    expect(spec.errors[0]?.message).toMatch(words);
  });

  it('given a bug, when checked, then it is a TRACE ERROR and exit code 1', async () => {
    const { code, messages, errors } = await run(['check', '--config', configFile], {
      manifest: BROKEN,
    });
    expect([code, messages.length, errors.length]).toEqual([1, 1, 1]);
    expect(errors[0]?.failureType).toBe('system_error');
    expect(errors[0]?.message).toContain('failed unexpectedly: TypeError');
  });

  it('given streams with and without a cursor, when discovered, then the catalog omits what a stream lacks', async () => {
    const { code, messages } = await run(['discover', '--config', configFile]);
    expect([code, messages.map(({ type }) => type)]).toEqual([0, ['CATALOG']]);
    const streams = messages[0]?.catalog?.streams ?? [];
    expect(JSON.stringify(streams)).not.toContain('null}');
    const [bookings, users] = ['bookings', 'users'].map((name) =>
      streams.find((stream) => stream.name === name),
    );
    expect(bookings).toMatchObject({ default_cursor_field: ['lastModified'], is_resumable: true });
    expect(users).toMatchObject({
      supported_sync_modes: ['full_refresh'],
      source_defined_primary_key: [['id']],
    });
    expect(users).not.toHaveProperty('default_cursor_field');
  });

  it('given a mode that a stream lacks and the state of a removed stream, when read, then it is read anyway', async () => {
    const catalog = {
      streams: [selected('bookings', 'incremental'), selected('users', 'incremental')],
    };
    const gone = {
      type: 'STREAM',
      stream: { stream_descriptor: { name: 'gone' }, stream_state: {} },
    };
    const sent = await read(navan.config(), catalog, [null, gone]);
    expect([sent.code, sent.stdout.endsWith('\n')]).toEqual([0, true]);
    expect([...sent.states.keys()].sort()).toEqual(['bookings', 'users']);
    expect(sent.ids('users', 'id')).toHaveLength(2);
    const [first, second, ...others] = sent.warnings().map(({ text }) => text);
    expect(first).toContain('does not support this sync mode');
    expect(second).toContain('a stream that does not exist is ignored');
    expect(others).toEqual([]);
    const again = await read(navan.config(), catalog, sent.states);
    expect(again.cursor(new Date().toISOString().slice(0, 7))).toMatch(/^20/);
  });

  it('given a stream that does not exist, when read, then only it fails and the exit code is 1', async () => {
    const catalog = { streams: [selected('boookings'), selected('users')] };
    const { code, errors, failedStreams, states } = await read(navan.config(), catalog);
    expect([code, failedStreams, [...states.keys()]]).toEqual([1, ['boookings'], ['users']]);
    expect(errors[0]).toMatchObject({ stream: 'boookings', failureType: 'config_error' });
    expect(errors[0]?.message).toContain('Did you mean bookings?');
  });

  it('given a stream that fails, when read, then the exit code is 1', async () => {
    const fault = { kind: 'status', status: 404 } as const;
    navan.control.faults([{ match: { path: '/v1/users' }, fault }]);
    const sent = await read(navan.config(), { streams: [selected('users')] });
    expect([sent.code, sent.failedStreams]).toEqual([1, ['users']]);
  });

  it('given an error that the user can fix, when reported, then without a stack trace', async () => {
    const { stdout } = await run(['discover', '--config', '/nowhere']);
    expect(stdout).toContain('"failure_type":"config_error"');
    expect(stdout).not.toContain('stack_trace');
  });

  it.each([
    ['verbose', true],
    ['warn', false],
    [' Error ', false],
    ['', false],
  ])(
    'given LOG_LEVEL=%j, when read, then it is used, or reported as invalid',
    async (LOG_LEVEL, isSaid) => {
      const argv = readArguments(navan.config(), { streams: [selected('users')] });
      const sent = await run(argv, { environment: { LOG_LEVEL } });
      expect(sent.code).toBe(0);
      expect(sent.warnings('LOG_LEVEL is not valid')).toHaveLength(isSaid ? 1 : 0);
      expect(sent.warnings()).toHaveLength(isSaid ? 1 : 0);
      expect(sent.lines.some(({ level }) => level === 'INFO')).toBe(
        !['warn', ' Error '].includes(LOG_LEVEL),
      );
    },
  );
});

describe('help, version and wrong command lines', () => {
  it.each([
    ['--help', ['--help'], /^Usage: source-navan[^]* spec [^]* check [^]* discover [^]* read /],
    [
      '--help, for its environment',
      ['--help'],
      /\nEnvironment:[^]* LOG_LEVEL\n {6}WARN [^]* HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY\n/,
    ],
    ['-h', ['-h'], /^Usage: source-navan/],
    ['help', ['help'], /^Usage: source-navan/],
    ['help with a verb', ['help', 'read'], /--catalog <file>/],
    ['-h behind a verb', ['check', '-h'], /--config <file>/],
    ['--version', ['--version'], /^\d+\.\d+\.\d+\n$/],
    ['-v', ['-v'], /^\d+\.\d+\.\d+\n$/],
  ])('given %s, when run, then it prints the requested text', async (_, argv, words) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(words);
  });

  it.each([[[]], [['']], [[' ']]])(
    'given %j, which has no verb, when run, then it is exit code 2 with the usage on stderr',
    async (argv) => {
      const { code, stderr, errors } = await run(argv);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Usage: source-navan[^]*check/);
      expect(errors[0]?.message).toMatch(/no command given; the commands are spec, /);
    },
  );

  it('given an unknown verb, when run, then it is exit code 2, with the same text on stdout and stderr', async () => {
    const { code, stderr, errors } = await run(['chek']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The command line is not valid: .* See source-navan --help\.\n$/);
    expect(errors.map(({ message }) => message)).toEqual([stderr.trimEnd()]);
  });
});

describe('the verb probe', () => {
  const evidence = { rowsSeen: 2, groups: ['A', 'B'] };
  const asks = { id: 'bounds', asks: 'Are they inclusive?', grade: '?' as const };
  const answer = async (api: Api) => {
    await api.get({ stream: 'users', parameters: {} });
    const hidden = [String(navan.config()['client_secret'])];
    return { answer: 'both', evidence: { ...evidence, hidden } };
  };
  const probe = (...more: readonly string[]): Promise<ConnectorRun> =>
    run(['probe', '--config', configFile, ...more], {
      questions: [{ ...asks, answer }],
      probeClock: new SteppedClock(),
    });

  it('given a question, when probed, then stdout has one readable line, and no secret', async () => {
    const { code, stdout, stderr } = await probe();
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Are they inclusive? both (rows seen: 2; groups: A, B; hidden: ****)\n',
      stderr: '',
    });
  });

  it('given --json, when probed, then it prints one object per answer', async () => {
    const { code, messages } = await probe('--json');
    expect([code, messages]).toEqual([
      0,
      [{ ...asks, answer: 'both', evidence: { ...evidence, hidden: ['****'] } }],
    ]);
  });

  it('given --markdown, when probed, then it prints the form of the issue, filled in', async () => {
    const { code, stdout } = await probe('--markdown');
    expect(code).toBe(0);
    const [date = '', region, version, ...table] = stdout.trimEnd().split('\n');
    expect(date).toMatch(/^Date: \d{4}-\d\d-\d\d$/);
    expect([region, version]).toEqual(['Region: us', `Version: ${packageVersion()}`]);
    expect(table).toEqual([
      '',
      '| id | question | answer | facts |',
      '| -- | -------- | ------ | ----- |',
      '| `bounds` | Are they inclusive? | both | rows seen: 2; groups: A, B; hidden: **** |',
    ]);
  });

  it('given the form of the issue, then it starts as --markdown prints it', () => {
    const form = parse(text('.github/ISSUE_TEMPLATE/probe-results.yml')) as {
      body: readonly { id?: string; attributes: { value: string } }[];
    };
    const { value = '' } = form.body.find(({ id }) => id === 'output')?.attributes ?? {};
    const head = markdownHead({ now: 0, version: '1.0.0', config: {} });
    const names = (lines: readonly string[]) => lines.map((line) => line.replace(/: .*/, ''));
    expect(names(value.trimEnd().split('\n'))).toEqual(names(head));
  });

  it('given --markdown and --json, when probed, then the command line is refused', async () => {
    const { code, stderr } = await probe('--json', '--markdown');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--json')]);
  });

  it('given a response with an odd time, when probed, then the warning is on stderr', async () => {
    const headers = { Date: new Date(Date.now() - 3_600_000).toUTCString() };
    navan.control.faults([{ fault: { kind: 'headers', headers } }]);
    const { code, stdout, stderr } = await probe();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Are they inclusive\? both .*\n$/);
    expect(stderr).toMatch(/^This machine's clock and the API's differ; .*\n$/);
  });

  it('given a failure, when probed, then it is a sentence on stderr and exit code 1', async () => {
    const fault = { kind: 'status', status: 401 } as const;
    navan.control.faults([{ match: { path: '/ta-auth/oauth/token' }, fault }]);
    const { code, stdout, stderr } = await probe();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[A-Z][^\n]*\.\n$/);
  });

  it('given an invalid config, when probed, then it is a sentence on stderr, not a protocol message', async () => {
    const path = jsonFile('empty', {});
    const { code, stdout, stderr } = await run(['probe', '--config', path]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('client_id');
  });
});
