import type { Connector } from '../../../src/cli/connector';
import { run } from '../../../src/cli/run';
import { ConnectorError, defineErrors } from '../../../src/errors/connector-error';
import { SPEC } from '../config/spec-fixture';

const KINDS = defineErrors({
  'token-rejected': {
    failureType: 'config_error',
    title: 'Wrong secret',
    why: '',
    action: 'Check it.',
  },
});

/** A page of equal records of 2.5 kB. */
const RECORD = Buffer.from(JSON.stringify({ uuid: 'a', filler: 'x'.repeat(2450) }));
const PAGE = {
  maxBytes: () => RECORD.length,
  write: (_: number, target: Buffer, offset: number) => {
    target.set(RECORD, offset);
    return offset + RECORD.length;
  },
};

const scenario = process.env['SCENARIO'] ?? 'good';
const records = Number(process.env['RECORDS'] ?? 3);

const connector = (addSecret: (value: string) => void): Connector => ({
  spec: SPEC,
  streams: [
    { name: 'bookings', supported_sync_modes: ['full_refresh', 'incremental'] },
    { name: 'users', supported_sync_modes: ['full_refresh'] },
  ],
  address: () => 'Region (region) leads to https://api.navan.com.',
  check: (config, log, _signal, hooks) => {
    if (scenario === 'limited') {
      hooks?.onRateLimited?.(Date.now() + 600_000);
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    }
    if (scenario === 'rejected') {
      const found = JSON.stringify(config.raw['client_secret']);
      return Promise.reject(new ConnectorError(KINDS['token-rejected'], { found }));
    }
    if (scenario === 'bug') return Promise.reject(new TypeError('undefined is not a function'));
    if (scenario === 'never') return new Promise(() => undefined);
    addSecret('runtime-token-1');
    log.log('INFO', 'Signed in.', { token: 'runtime-token-1' });
    return Promise.resolve();
  },
  discover: () =>
    Promise.resolve({
      streams: [
        {
          name: 'users',
          json_schema: { properties: { id: { type: ['string', 'null'] } } },
          supported_sync_modes: ['full_refresh'],
          is_resumable: true,
        },
      ],
    }),
  read: async (_config, catalog, state, output, signal) => {
    for (const { name, syncMode } of catalog.streams) {
      output.status(name, 'STARTED');
      output.status(name, 'RUNNING');
      for (let count = 0; count < records; count += 1) await output.record(name, PAGE, 0);
      if (scenario === 'crash') {
        setImmediate(() => {
          throw new RangeError('thrown from nowhere');
        });
        await new Promise(() => undefined);
      }
      if (scenario === 'rejection') {
        void Promise.reject(new RangeError('rejected from nowhere'));
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      }
      if (scenario === 'empty-loop') await new Promise(() => undefined);
      if (scenario === 'wait') {
        await output.flush();
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 60_000);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        });
        output.error(signal.reason as ConnectorError, name);
        output.status(name, 'INCOMPLETE');
        return { failedStreams: [name] };
      }
      await output.state(name, { syncMode, before: state.streams.get(name) ?? null });
      output.status(name, 'COMPLETE');
    }
    return { failedStreams: scenario === 'failed' ? ['bookings'] : [] };
  },
  async *probe(_config, log) {
    addSecret('runtime-token-1');
    log.log('WARN', 'Something is odd.', { token: 'runtime-token-1' });
    yield {
      id: 'bounds',
      asks: 'Are they inclusive?',
      grade: '?',
      answer: 'both',
      evidence: { rowsSeen: 2, groups: ['A', 'B'], hidden: ['runtime-token-1'] },
    };
    await Promise.resolve();
    if (scenario === 'rejected') throw new ConnectorError(KINDS['token-rejected']);
  },
});

void run(process.argv.slice(2), ({ addSecret }) => connector(addSecret)).then((code) =>
  process.exit(code),
);
