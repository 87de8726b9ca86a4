import { fieldsOf } from '../../fields';
import { CANNOT_TELL, type Api, type Question } from '../../question';
import type { Reply } from '../../reply';

/** Travellers' HR data is not requested. */
const GROUPS = 'POLICY,ERP,TAX,BOOKING,MILEAGE';

const MAX_TYPES = 3;

export const fieldGroups: Question = {
  id: 'default-field-groups',
  asks: 'Which fields do transactions lack if include_field_group is not sent?',
  grade: '?',
  answer: async (api) => {
    const type = await typeWithRows(api);
    if (type === undefined) return { answer: CANNOT_TELL, evidence: { transactions: 0 } };
    const bare = fieldsOf((await page(api, type, null)).records);
    const full = fieldsOf((await page(api, type, GROUPS)).records);
    const evidence = {
      missing: [...full].filter((name) => !bare.has(name)).sort(),
      additional: [...bare].filter((name) => !full.has(name)).sort(),
    };
    if (full.size === 0) return { answer: CANNOT_TELL, evidence };
    return { answer: evidence.missing.length === 0 ? 'none' : 'some', evidence };
  },
};

export const lineItems: Question = {
  id: 'line-item-group',
  asks: 'Does the API send line_items if the field group LINE_ITEM is requested, or does it refuse the group?',
  grade: 'V',
  answer: async (api) => {
    const type = await typeWithRows(api);
    if (type === undefined) return { answer: CANNOT_TELL, evidence: { transactions: 0 } };
    const without = await page(api, type, GROUPS);
    const asked = await page(api, type, `${GROUPS},LINE_ITEM`);
    const evidence = {
      status: asked.status,
      transactions: asked.records.length,
      itemizedWithoutTheGroup: itemized(without),
      itemizedWithTheGroup: itemized(asked),
    };
    if (!asked.isSuccess) return { answer: without.isSuccess ? 'refused' : CANNOT_TELL, evidence };
    if (evidence.itemizedWithoutTheGroup > 0) return { answer: 'sent without the group', evidence };
    return {
      answer: evidence.itemizedWithTheGroup > 0 ? 'sent with the group' : CANNOT_TELL,
      evidence,
    };
  },
};

function itemized({ records }: Reply): number {
  return records.filter(({ line_items: items }) => Array.isArray(items) && items.length > 0).length;
}

async function page(api: Api, type: string, group: string | null): Promise<Reply> {
  const { from, to } = api.expenseDays;
  return api.get({
    stream: 'transactions',
    partition: type,
    parameters: {
      'date_modified.from': from,
      'date_modified.to': to,
      include_field_group: group,
      page_size: 50,
    },
    mayBeMalformed: true,
  });
}

async function typeWithRows(api: Api): Promise<string | undefined> {
  for (const type of api.transactionTypes.slice(0, MAX_TYPES)) {
    if ((await page(api, type, null)).records.length > 0) return type;
  }
  return undefined;
}
