import { checkOwner } from '../../../src/read/owner-check';
import { ownerOf, type StateOwner } from '../../../src/state/owner';

const told: string[] = [];
const signal = new AbortController().signal;

beforeEach(() => {
  told.length = 0;
});

function check(
  owner: StateOwner | undefined,
  ours: { clientId: string; company?: string },
): Promise<void> {
  return checkOwner('bookings', {
    owner,
    session: {
      client: { company: () => Promise.resolve(ours.company) },
      owner: () => ownerOf(ours),
    },
    warnings: { once: (_, line) => told.push(line.text) },
    signal,
  });
}

it.each([
  ['no owner', undefined, { clientId: 'a', company: 'c' }],
  ['the same client', ownerOf({ clientId: 'a' }), { clientId: 'a', company: 'c' }],
  [
    'the next credential of the company',
    ownerOf({ clientId: 'a', company: 'c' }),
    { clientId: 'b', company: 'c' },
  ],
])('given a state of %s, when read, then there is no warning', async (_, owner, ours) => {
  await check(owner, ours);
  expect(told).toEqual([]);
});

it.each([['a'], ['b']])(
  'given a state of another company, when read with the client id %s, then it is rejected and the error says what to do',
  async (clientId) => {
    const refused = check(ownerOf({ clientId: 'a', company: 'c' }), { clientId, company: 'd' });
    await expect(refused).rejects.toMatchObject({
      failureType: 'config_error',
      message: expect.stringMatching(
        /^The state belongs to another company \(bookings\)\. Clear the data/,
      ) as string,
    });
  },
);

it.each([
  ['the state does not know', { clientId: 'a' }, { clientId: 'b', company: 'c' }],
  ['the API does not say', { clientId: 'a', company: 'c' }, { clientId: 'b' }],
])(
  'given another client id and a company that %s, when read, then there is a warning',
  async (_, before, ours) => {
    await check(ownerOf(before), ours);
    expect(told).toEqual([expect.stringContaining('The client ID differs')]);
  },
);
