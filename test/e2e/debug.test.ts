import { Command } from '../inputs/command';
import { simulators } from './support/simulated';

const simulator = simulators();
const command = new Command();
afterAll(() => {
  command.remove();
});

const selected = (name: string): object => ({ stream: { name }, sync_mode: 'full_refresh' });

it.each([
  ['DEBUG', true],
  ['debug', true],
  ['INFO', false],
])(
  'given LOG_LEVEL=%s, when read, then each request and each part is a line: %s',
  async (LOG_LEVEL, isShown) => {
    const navan = await simulator({ bookings: 3, users: 2, since: '2026-10-01T00:00:00Z' });
    const argv = ['--config', command.json('config', navan.config())];
    const catalog = command.json('catalog', { streams: [selected('bookings')] });
    const { stdout, code } = await command.run(['read', ...argv, '--catalog', catalog], {
      LOG_LEVEL,
    });
    expect(code).toBe(0);
    expect(stdout.includes('"level":"DEBUG"')).toBe(isShown);
    expect(stdout.includes('Request. label=token')).toBe(isShown);
    expect(
      stdout.includes('A part of the stream was read. stream=bookings partition=2026-10 rows='),
    ).toBe(isShown);
  },
);
