import { isJsonObject, type JsonValue } from '../../../config/json';
import { plainName } from '../../fields';
import { CANNOT_TELL, type Api, type Question } from '../../question';
import type { Reply } from '../../reply';

/** Expense endpoints of which no response has been published. True: filtered by date like the transactions. */
const PATHS: Readonly<Record<string, boolean>> = {
  'statement-payments': true,
  'custom-fields': false,
  'gl-codes': false,
  'gl-code-settings': false,
  'tax-mappings': false,
};

/** One question for each endpoint. */
export const expensePaths: readonly Question[] = Object.entries(PATHS).map(
  ([path, isFiltered]) => ({
    id: `expense-${path}`,
    asks: `What does /v1/expense/${path} answer?`,
    grade: 'V',
    answer: async (api) => {
      const reply = await api.get({
        stream: 'users',
        path: `expense/${path}`,
        parameters: isFiltered ? dates(api) : {},
        mayBeMalformed: true,
      });
      return { answer: answerOf(reply), evidence: { status: reply.status, ...shapeOf(reply) } };
    },
  }),
);

function dates(api: Api): Readonly<Record<string, string>> {
  const { from, to } = api.expenseDays;
  return { 'date_modified.from': from, 'date_modified.to': to };
}

function answerOf({ status, isSuccess, body }: Reply): string {
  if (status === 404) return 'not offered';
  if (status === 403) return 'not allowed';
  if (!isSuccess) return 'refused';
  if (isJsonObject(body)) {
    const list = ['content', 'data'].find((name) => Array.isArray(body[name]));
    return list === undefined ? 'an object' : `records under ${list}`;
  }
  return Array.isArray(body) ? 'a bare list' : CANNOT_TELL;
}

function shapeOf({ isSuccess, body }: Reply): { readonly [name: string]: number | string[] } {
  if (!isSuccess) return {};
  const rows = rowsOf(body);
  return {
    keys: namesOf(body),
    ...(rows && { records: rows.length, fieldsOfTheFirst: namesOf(rows[0]) }),
  };
}

function rowsOf(body: JsonValue | undefined): readonly JsonValue[] | undefined {
  const list = isJsonObject(body) ? (body['content'] ?? body['data']) : body;
  return Array.isArray(list) ? (list as readonly JsonValue[]) : undefined;
}

function namesOf(value: JsonValue | undefined): string[] {
  return isJsonObject(value) ? Object.keys(value).map(plainName) : [];
}
