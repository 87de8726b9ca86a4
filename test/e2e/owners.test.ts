import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const streams = ['bookings', 'users'];
const OTHER_CLIENT = '11111111-2222-4333-8444-555555555555';

describe('given a state of another company', () => {
  it('when read, then it is a config_error that says to clear the data, and neither records nor a state are sent', async () => {
    const one = await simulator({ seed: 41, bookings: 20, users: 2 });
    const other = await simulator({ seed: 42, bookings: 30, users: 2 });
    const first = await sync(one, { streams });
    const second = await sync(other, { streams, state: first.states });
    expect([...second.failedStreams].sort()).toEqual(streams);
    for (const error of second.errors) {
      expect([error.code, error.failureType]).toEqual(['state-of-another-company', 'config_error']);
      expect(error.message).toContain('Clear the data');
    }
    expect([second.records(), second.records('users'), second.states.size]).toEqual([[], [], 0]);
    expect(other.control.requests().map(({ path }) => path)).toEqual(['/ta-auth/oauth/token']);
  });

  it('when only one stream has such a state, then the other is read', async () => {
    const one = await simulator({ seed: 41, bookings: 20, users: 2 });
    const other = await simulator({ seed: 42, bookings: 30, users: 2 });
    const first = await sync(one);
    const second = await sync(other, { streams, state: first.states });
    expect(second.failedStreams).toEqual(['bookings']);
    expect(second.records('users')).toHaveLength(2);
  });
});

describe('given the next credential of the same company', () => {
  it('when read, then it resumes from the state without a warning', async () => {
    const one = await simulator({ seed: 43, bookings: 40 });
    const next = await simulator({ seed: 43, bookings: 40, clientId: OTHER_CLIENT });
    const first = await sync(one);
    const second = await sync(next, { state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(second.warnings('')).toEqual([]);
    expect(second.ids().length).toBeLessThan(40);
  });

  it('when the API does not name the company, then there is one warning', async () => {
    const one = await simulator({ seed: 43, bookings: 40, users: 1 });
    const next = await simulator({ seed: 43, bookings: 40, users: 1, clientId: OTHER_CLIENT });
    next.control.faults([
      {
        match: { path: '/ta-auth/oauth/token' },
        fault: { kind: 'replace', find: 'company_uuid', by: 'nothing' },
      },
    ]);
    const first = await sync(one, { streams });
    const second = await sync(next, { streams, state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(second.warnings('The client ID differs')).toHaveLength(1);
  });
});

it('given any state, when it is sent, then it names neither client nor company', async () => {
  const navan = await simulator({ seed: 44, bookings: 5 });
  const text = JSON.stringify([...(await sync(navan)).states]);
  expect(text).toMatch(/"owner":\{"client":"[\w-]{22}","company":"[\w-]{22}"\}/);
  expect(text).not.toContain(String(navan.config()['client_id']));
});

it('given a state of 0.1.0, which has no owner, when read, then it is accepted', async () => {
  const navan = await simulator({ seed: 45, bookings: 20 });
  const first = await sync(navan);
  const { states, source_navan } = first.states.get('bookings') as {
    states: never;
    source_navan: object;
  };
  const old = { states, source_navan: { ...source_navan, owner: undefined } };
  const second = await sync(navan, { state: new Map([['bookings', old]]) });
  expect([second.failedStreams, second.warnings('')]).toEqual([[], []]);
});
