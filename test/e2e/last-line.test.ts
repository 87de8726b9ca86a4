import { simulators } from './support/simulated';
import { EVERYTHING, read as readOf, selected, sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';

const simulator = simulators();
const streams = ['bookings', 'users'];
const lastOf = ({ lines }: ConnectorRun) => lines.at(-1);

it('given a complete sync, when it ends, then the last line lists the complete streams', async () => {
  const navan = await simulator({ bookings: 10, users: 2 });
  expect(lastOf(await sync(navan, { streams }))).toMatchObject({
    level: 'INFO',
    sentence: 'The sync has ended.',
    facts: { complete: 'bookings, users', incomplete: 'none', failedRequests: 'none' },
  });
});

it('given a failed stream and rate-limited requests, when read, then the last line lists complete and incomplete streams and why requests failed', async () => {
  const navan = await simulator({ bookings: 10, users: 2 });
  navan.control.faults([
    { match: { path: '/v1/users' }, fault: { kind: 'status', status: 404 } },
    {
      match: { path: '/v1/bookings', nth: 2 },
      fault: { kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
    },
  ]);
  const facts = lastOf(await sync(navan, { streams }))?.facts;
  expect(facts).toMatchObject({ complete: 'bookings', incomplete: 'users' });
  expect(String(facts?.['failedRequests']).split(', ').sort()).toEqual([
    'HTTP 404: 1',
    'HTTP 429: 1',
  ]);
});

it('given a stopped sync, when it ends, then the last line names the interrupted streams', async () => {
  const navan = await simulator({ bookings: 200, users: 900 });
  const read = await sync(navan, { streams, stopAfterStates: 1 });
  expect(lastOf(read)).toMatchObject({ facts: { complete: 'none' } });
  expect(String(lastOf(read)?.facts['incomplete']).split(', ').sort()).toEqual(streams);
});

it('given a stream that does not exist, when the others are read, then the last line lists it as incomplete', async () => {
  const navan = await simulator({ bookings: 0, users: 2 });
  const catalog = { streams: [selected('users'), selected('trips')] };
  const read = await readOf(navan.config(EVERYTHING), catalog);
  expect(lastOf(read)?.text).toContain('complete=users incomplete=trips');
});
