import type { Simulator } from '../../simulator';
import { command } from '../inputs/command';
import { simulators } from './support/simulated';
import { jsonFile } from '../support/connector';

const simulator = simulators();

async function limited(path: string, wait: string): Promise<Simulator> {
  const navan = await simulator({ bookings: 3, users: 1, transactions: 1 });
  const fault = { kind: 'status' as const, status: 429, headers: { 'Retry-After': wait } };
  navan.control.faults([{ match: { path }, fault }]);
  return navan;
}

describe.each([
  ['check', '/ta-auth/oauth/token'],
  ['check', '/v1/bookings'],
  ['discover', '/ta-auth/oauth/token'],
])('given a long rate limit, when %s hits it at %s', (verb, path) => {
  it('then it ends at once with a transient TRACE ERROR that says until when, without a result', async () => {
    const navan = await limited(path, '600');
    const began = Date.now();
    const argv = [verb, '--config', jsonFile('config', navan.config())];
    const { code, stdout, answers } = await command(argv);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(code).toBe(1);
    expect(stdout).not.toContain('CONNECTION_STATUS');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ code: 'rate-limit-wait', failureType: 'transient_error' });
    const until = /before (\S+Z)[.,]/.exec(answers[0]?.message ?? '')?.[1];
    expect(Math.abs(Date.parse(until ?? '') - began - 600_000)).toBeLessThan(10_000);
    expect(answers[0]?.message).not.toMatch(/firewall|proxy|region/i);
  });
});

it('given a short rate limit, when checked, then it waits and succeeds', async () => {
  const navan = await simulator({ bookings: 3, users: 1, transactions: 1 });
  const fault = { kind: 'status' as const, status: 429, headers: { 'Retry-After': '1' } };
  navan.control.faults([{ match: { path: '/v1/bookings', nth: 1 }, fault }]);
  const said = await command(['check', '--config', jsonFile('config', navan.config())]);
  expect([said.code, said.answers]).toEqual([0, []]);
  expect(said.stdout).toContain('SUCCEEDED');
});

it('given a last response that reports a used-up quota, when checked, then it succeeds', async () => {
  const navan = await simulator({ bookings: 3, scopes: ['bookings:read'] });
  const headers = {
    'RateLimit-Limit': '10',
    'RateLimit-Remaining': '0',
    'RateLimit-Reset': '300',
  };
  navan.control.faults([{ match: { path: '/v1/bookings' }, fault: { kind: 'headers', headers } }]);
  const said = await command(['check', '--config', jsonFile('config', navan.config())]);
  expect([said.code, said.answers]).toEqual([0, []]);
});
