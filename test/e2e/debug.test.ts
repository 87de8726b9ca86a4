import { command } from '../inputs/command';
import { simulators } from './support/simulated';
import { selected } from './support/sync';
import { jsonFile } from '../support/connector';

const simulator = simulators();

it.each([
  ['DEBUG', true],
  ['debug', true],
  ['INFO', false],
])(
  'given LOG_LEVEL=%s, when read, then each request and each partition has a log line: %s',
  async (LOG_LEVEL, isShown) => {
    const navan = await simulator({ bookings: 3, users: 2, since: '2026-10-01T00:00:00Z' });
    const argv = ['--config', jsonFile('config', navan.config())];
    const catalog = jsonFile('catalog', { streams: [selected('bookings')] });
    const { stdout, code } = await command(['read', ...argv, '--catalog', catalog], {
      LOG_LEVEL,
    });
    expect(code).toBe(0);
    expect(stdout.includes('"level":"DEBUG"')).toBe(isShown);
    expect(stdout.includes('Request. label=token')).toBe(isShown);
    expect(
      stdout.includes('A part of the stream was read. stream=bookings partition=2026-10 records='),
    ).toBe(isShown);
  },
);
