import { startSimulator, type Simulator } from '../../../simulator';
import { readArguments, selected } from '../../e2e/support/sync';
import { file, jsonFile } from '../../support/connector';
import { ended, start } from '../../support/process';

/** What happens in the connector's process on SIGUSR2. */
const preload = (failure: string): string =>
  file('preload.cjs', `${KEPT_TIMERS}\nprocess.on('SIGUSR2', () => { ${failure} });`);

const KEPT_TIMERS = `
const timers = [];
for (const name of ['setTimeout', 'setInterval']) {
  const real = globalThis[name];
  globalThis[name] = (...given) => { const timer = real(...given); timers.push(timer); return timer; };
}`;
const EMPTY_LOOP =
  'for (const held of [...timers, ...process._getActiveHandles()]) held.unref?.();';

const created = new Date(Date.now() - 3_600_000).toISOString();
const config = { start_date: `${created.slice(0, 8)}01T00:00:00Z` };
let navan: Simulator;
let configFile: string;
let readFiles: readonly string[];

beforeAll(async () => {
  navan = await startSimulator({ bookings: 0, layout: [{ created, count: 250 }], users: 0 });
  configFile = jsonFile('config', navan.config(config));
  readFiles = readArguments(navan.config(config), { streams: [selected('bookings')] });
});
beforeEach(() => {
  navan.control.faults([]);
});
afterAll(() => navan.close());

describe('given a read that waits for the response after the first page', () => {
  beforeEach(() => {
    const fault = { kind: 'stall' } as const;
    navan.control.faults([1, 2].map((page) => ({ match: { path: '/v1/bookings', page }, fault })));
  });

  it.each([
    ['an exception', "throw new RangeError('thrown from nowhere');"],
    ['a rejection', "void Promise.reject(new RangeError('rejected from nowhere'));"],
    ['an empty event loop', EMPTY_LOOP],
  ])(
    'when %s is not caught, then the error follows the records, as system_error',
    async (_, failure) => {
      const child = start(readFiles, { preload: preload(failure) });
      const running = ended(child);
      child.stdout?.on('data', (chunk) => {
        if (!child.killed && String(chunk).includes('"RECORD"')) child.kill('SIGUSR2');
      });
      const sent = await running;
      expect(sent.code).toBe(1);
      expect(sent.records()).toHaveLength(100);
      const isError = sent.messages.map(({ trace }) => trace?.error !== undefined);
      const isRecord = sent.messages.map(({ type }) => type === 'RECORD');
      expect(isError.indexOf(true)).toBeGreaterThan(isRecord.lastIndexOf(true));
      expect(sent.messages[isError.indexOf(true)]?.trace?.error?.message).toContain('RangeError');
      expect(sent.errors.map(({ failureType }) => failureType)).toEqual(['system_error']);
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'when %s arrives, then it dies by that signal, with whole lines and the reason',
    async (name) => {
      const child = start(readFiles);
      child.stdout?.once('data', () => child.kill(name));
      const { code, signal, stdout, errors, told } = await ended(child);
      expect([code, signal]).toEqual([null, name]);
      expect(stdout.endsWith('\n')).toBe(true);
      expect(errors).toMatchObject([{ code: 'interrupted', failureType: 'transient_error' }]);
      expect(errors[0]?.message).toContain(`stopped by a signal: ${name}`);
      expect(told.slice(-2)).toEqual(['error bookings', 'INCOMPLETE bookings']);
    },
  );
});

it('given a check that waits, when SIGTERM arrives, then it ends at once', async () => {
  navan.control.faults([{ fault: { kind: 'stall' } }]);
  const child = start(['check', '--config', configFile]);
  const started = Date.now();
  setTimeout(() => child.kill('SIGTERM'), 1000);
  expect((await ended(child)).signal).toBe('SIGTERM');
  expect(Date.now() - started).toBeLessThan(6000);
});

describe('given an output that cannot be written', () => {
  it('when its reader exits, then a read ends quietly with an exit code other than 0', async () => {
    const child = start(readFiles);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await ended(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^output-closed: Cannot write to standard output: EPIPE\. .*\n$/);
  });

  it.each([['spec'], ['--help'], ['read']])(
    'when %s writes to a full device, then it says so on stderr with exit code 1',
    async (verb) => {
      const argv = verb === 'read' ? readFiles : [verb];
      const { code, stderr } = await ended(start(argv, { script: 'exec "$@" >/dev/full' }));
      expect(code).toBe(1);
      expect(stderr).toMatch(/^output-closed: Cannot write to standard output: ENOSPC\. [^\n]*\n$/);
    },
  );

  it('when it is closed from the start, then stderr says so, and nothing is read', async () => {
    navan.control.resetLog();
    const { code, stderr } = await ended(start(readFiles, { script: 'exec "$@" >&-' }));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^output-closed: Cannot write to standard output: standard output closed\. [^\n]*\n$/,
    );
    expect(navan.control.requests()).toEqual([]);
  });

  it('when it is discarded on purpose, then it is not a failure', async () => {
    const { code, stderr } = await ended(start(['spec'], { script: 'exec "$@" >/dev/null' }));
    expect([code, stderr]).toEqual([0, '']);
  });

  it('when stderr is closed too, then the exit code stays the same', async () => {
    const { code } = await ended(start(['spec'], { script: 'exec "$@" >/dev/full 2>&1' }));
    expect(code).toBe(1);
  });
});
