import { ownerEntry, ownerOf, readOwner } from '../../../src/state/owner';

const identity = { clientId: '3f2c9a14-5b7d-4e0f-9c61-8a2d7e4b1f90', company: 'a-company-uuid' };

it('given an identity, when digested, then equal ones match, others do not, and neither value is visible', () => {
  const owner = ownerOf(identity);
  expect(ownerOf({ ...identity })).toEqual(owner);
  expect(ownerOf({ ...identity, clientId: 'x' })).toMatchObject({ company: owner.company });
  expect(ownerOf({ ...identity, clientId: 'x' }).client).not.toBe(owner.client);
  expect(ownerOf({ ...identity, company: 'x' }).company).not.toBe(owner.company);
  expect(JSON.stringify(owner)).not.toMatch(/3f2c9a14|a-company/);
});

it('given the same text as client and as company, when digested, then the digests differ', () => {
  const { client, company } = ownerOf({ clientId: 'x', company: 'x' });
  expect(client).not.toBe(company);
});

it('given an owner, when written and read, then it is the same', () => {
  const owner = ownerOf(identity);
  expect(readOwner(ownerEntry(owner))).toEqual(owner);
  expect(ownerEntry(undefined)).toBeNull();
});

it.each([[null], ['x'], [{}], [{ client: 5 }], [undefined]])(
  'given %j, when read, then there is no owner',
  (value) => {
    expect(readOwner(value as never)).toBeUndefined();
  },
);

it('given a company unknown in this sync, when written, then it stays only for the same client', () => {
  const known = ownerOf(identity);
  const { client } = known;
  expect(ownerEntry({ client }, known)).toEqual(known);
  expect(ownerEntry({ client: 'other' }, known)).toEqual({ client: 'other', company: null });
});
