import { closeAll, DAYS, simulate } from './support/client';

afterEach(closeAll);

const LISTS = [
  ['statement-payments', 'statement_payments'],
  ['custom-fields', 'expense_custom_fields'],
  ['gl-codes', 'gl_codes'],
  ['tax-mappings', 'tax_mappings'],
] as const;

describe.each(LISTS)('/v1/expense/%s', (path, stream) => {
  it('has in all its pages the records of the truth', async () => {
    const client = await simulate();
    const expected = [...client.simulator.control.truth(stream)];
    const records: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await client.expense(path, { page_size: 4, cursor });
      records.push(...page.content);
      cursor = page.next_cursor;
    }
    expect(records.length).toBeGreaterThan(0);
    expect(records).toEqual(expected.map((text) => JSON.parse(text) as unknown));
  });

  it.each(['data', 'list'] as const)('given the switch, has them as %s', async (listEnvelope) => {
    const client = await simulate({ listEnvelope });
    const answer: unknown = await client.expense(path);
    const records = listEnvelope === 'data' ? (answer as { data: unknown }).data : answer;
    expect(records).toHaveLength([...client.simulator.control.truth(stream)].length);
  });

  it('shows records that were inserted or changed', async () => {
    const client = await simulate();
    const { control } = client.simulator;
    control.insert(stream, [{ id: 'new' }]);
    const [changed] = control.change(stream, 1, { fields: { note: 'changed' } });
    const { content } = await client.expense(path);
    expect(content).toContainEqual(expect.objectContaining({ id: 'new' }));
    expect(content).toContainEqual(expect.objectContaining({ id: changed, note: 'changed' }));
  });
});

it('/v1/expense/gl-code-settings is one object, also in an envelope', async () => {
  const client = await simulate();
  const { control } = client.simulator;
  const [text = ''] = control.truth('gl_code_settings');
  const object: unknown = JSON.parse(text);
  expect(await client.expense('gl-code-settings')).toEqual(object);
  control.set({ settingsEnvelope: 'data' });
  expect(await client.expense('gl-code-settings')).toEqual({ data: object });
});

it('statement payments need the days, as transactions do', async () => {
  const client = await simulate();
  expect(await client.status('/v1/expense/statement-payments')).toBe(400);
  expect(await client.status('/v1/expense/gl-codes')).toBe(200);
});

it("given paths that are not offered, these are 404 in the framework's form or in HTML", async () => {
  const client = await simulate({ missingPaths: ['gl-codes'] });
  const path = '/v1/expense/gl-codes';
  const answer = await client.get(path, DAYS);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ status: 404, error: 'Not Found', path });
  expect(await client.status('/v1/expense/tax-mappings')).toBe(200);
  client.simulator.control.set({ errorBody: 'html' });
  expect(await (await client.get(path)).text()).toContain('<html>');
});
