import type { JsonObject } from '../../config/json';
import { CANNOT_TELL, type Api, type Question } from '../question';
import { fieldsOf } from '../fields';

/** The groups that the connector requests anyway. Travellers' HR data is not requested, only recognised. */
const GROUPS = ['POLICY', 'ERP', 'TAX', 'BOOKING', 'MILEAGE'];
const HR_FIELD = /^traveler_(department|cost_center|region|subsidiary)$/;

const MAX_TYPES = 4;

export const fieldGroups: Question = {
  id: 'default-field-groups',
  asks: 'Which transaction field groups are returned without include_field_group?',
  grade: '?',
  answer: async (api) => {
    const type = await typeWithRows(api);
    if (type === undefined) return { answer: CANNOT_TELL, evidence: { transactions: 0 } };
    const given = await fieldNames(api, type, null);
    const fields = new Map<string, ReadonlySet<string>>();
    for (const group of GROUPS) fields.set(group, await fieldNames(api, type, group));
    const own = new Map([...fields].map(([group, names]) => [group, ownOf(names, group, fields)]));
    const known = GROUPS.filter((group) => own.get(group)?.length);
    const default_ = known.filter((group) => own.get(group)?.every((name) => given.has(name)));
    if ([...given].some((name) => HR_FIELD.test(name))) default_.push('TRAVELER_HR');
    const evidence = {
      groups: default_,
      notTold: GROUPS.filter((group) => !known.includes(group)),
    };
    if (known.length === 0) return { answer: CANNOT_TELL, evidence };
    if (default_.length === 0) return { answer: 'none', evidence };
    return { answer: default_.length > GROUPS.length ? 'all' : 'some', evidence };
  },
};

async function page(api: Api, type: string, group: string | null): Promise<readonly JsonObject[]> {
  const { from, to } = api.expenseDays;
  const reply = await api.get({
    stream: 'transactions',
    partition: type,
    parameters: {
      'date_modified.from': from,
      'date_modified.to': to,
      include_field_group: group,
      page_size: 50,
    },
  });
  return reply.records;
}

async function typeWithRows(api: Api): Promise<string | undefined> {
  for (const type of api.transactionTypes.slice(0, MAX_TYPES)) {
    if ((await page(api, type, null)).length > 0) return type;
  }
  return undefined;
}

async function fieldNames(
  api: Api,
  type: string,
  group: string | null,
): Promise<ReadonlySet<string>> {
  return fieldsOf(await page(api, type, group));
}

/** Fields of this group and of no other. */
function ownOf(
  names: ReadonlySet<string>,
  group: string,
  fields: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const others = [...fields].filter(([name]) => name !== group).map(([, set]) => set);
  return [...names].filter((name) => others.every((set) => !set.has(name)));
}
