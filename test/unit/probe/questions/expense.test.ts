import type { JsonValue } from '../../../../src/config/json';
import type { ProbeRequest } from '../../../../src/probe/question';
import { expensePaths } from '../../../../src/probe/questions/expense/expense-paths';
import { lineItems } from '../../../../src/probe/questions/expense/field-groups';
import { responseHeaders } from '../../../../src/probe/questions/replies/response-headers';
import { answerAt, pageOf, replyOf, type Pretended } from '../support';

describe('given an unpublished expense endpoint, when it answers', () => {
  const row = { id: 'x1', name: 'Ada', 'ada@x.y': 1 };
  const fieldsOfTheFirst = ['id', 'name', '(no plain name)'];
  it.each<[string, Pretended, object]>([
    ['not offered', { status: 404 }, { status: 404 }],
    ['not allowed', { status: 403 }, { status: 403 }],
    ['refused', { status: 400 }, { status: 400 }],
    [
      'records under content',
      { body: { content: [row], next_cursor: null } },
      { keys: ['content', 'next_cursor'], records: 1, fieldsOfTheFirst },
    ],
    [
      'records under data',
      { body: { data: [row] } },
      { keys: ['data'], records: 1, fieldsOfTheFirst },
    ],
    ['records under data', { body: { data: [] } }, { keys: ['data'], records: 0 }],
    ['a bare list', { body: [row] }, { keys: [], records: 1, fieldsOfTheFirst }],
    ['an object', { body: { enabled: true } }, { keys: ['enabled'] }],
    ['cannot tell', { body: '<html>' }, { keys: [] }],
  ])('then it detects %s', async (answer, reply, evidence) => {
    for (const question of expensePaths) {
      const found = await answerAt(question, () => reply);
      expect(found).toMatchObject({ answer, evidence });
      expect(JSON.stringify(found)).not.toMatch(/Ada|ada|x1/);
    }
  });

  it('then each endpoint got its own path, and payments their dates', async () => {
    const asked: ProbeRequest[] = [];
    for (const question of expensePaths)
      await answerAt(question, (ask) => {
        asked.push(ask);
        return { status: 404 };
      });
    expect(asked.map(({ path, parameters }) => [path, Object.keys(parameters)])).toEqual([
      ['expense/statement-payments', ['date_modified.from', 'date_modified.to']],
      ['expense/custom-fields', []],
      ['expense/gl-codes', []],
      ['expense/gl-code-settings', []],
      ['expense/tax-mappings', []],
    ]);
  });
});

describe('given the group LINE_ITEM, when the API answers', () => {
  const itemized = pageOf([{ id: 'a', line_items: [{ amount: '1' }] }]);
  const plain = pageOf([{ id: 'a', line_items: [] as JsonValue[] }]);
  it.each<[string, Pretended, Pretended]>([
    ['sent with the group', plain, itemized],
    ['refused', plain, { status: 400 }],
    ['refused', plain, { status: 500 }],
    ['sent without the group', itemized, itemized],
    ['cannot tell', plain, plain],
    ['cannot tell', { status: 403 }, { status: 403 }],
    ['cannot tell', pageOf([]), pageOf([])],
  ])('then it detects %s', async (word, without, asked) => {
    const found = await answerAt(lineItems, ({ parameters }) =>
      String(parameters['include_field_group']).includes('LINE_ITEM') ? asked : without,
    );
    expect(found.answer).toBe(word);
  });
});

describe('given replies with headers, when the probe lists them', () => {
  const stream = undefined;
  const named = (status: number, ...names: string[]) => ({
    stream,
    reply: replyOf({ status, headers: Object.fromEntries(names.map((name) => [name, 'v'])) }),
  });
  it('then it names each once by status, and spots a request ID', async () => {
    const replies = [named(200, 'date', 'x-request-id'), named(200, 'date'), named(403, 'via')];
    expect(await answerAt(responseHeaders, () => ({}), { replies })).toEqual({
      answer: 'with a request ID',
      evidence: { on200: ['date', 'x-request-id'], on403: ['via'] },
    });
  });

  it('then it says that there is no request ID', async () => {
    const replies = [named(400, 'date')];
    expect(await answerAt(responseHeaders, () => ({}), { replies })).toEqual({
      answer: 'no request ID',
      evidence: { on400: ['date'] },
    });
  });
});
