import { isJsonObject } from '../config/json';
import { fieldsOf, fieldsNotInSchema } from './fields';
import { CANNOT_TELL, type Api, type ProbeRequest, type Question } from './question';

interface ShapeOptions extends Pick<Question, 'id' | 'asks' | 'grade'> {
  readonly stream: string;
  readonly parameters: (api: Api) => ProbeRequest['parameters'];
  /** Fields of the schema that the API may well lack, such as several likely names of one value. */
  readonly mayLack?: readonly string[];
}

/** Compares the first page of a stream with its schema. */
export function shapeQuestion({
  stream,
  parameters,
  mayLack = [],
  ...about
}: ShapeOptions): Question {
  return {
    ...about,
    answer: async (api) => {
      const reply = await api.get({ stream, parameters: parameters(api) });
      const { records: rows, status } = reply;
      if (status === 403) return { answer: 'not allowed', evidence: { status } };
      if (rows.length === 0) return { answer: CANNOT_TELL, evidence: { status, records: 0 } };
      const schema = api.schema(stream);
      const has = fieldsOf(rows);
      const { properties } = schema;
      const expected = isJsonObject(properties) ? Object.keys(properties) : [];
      const unknown = fieldsNotInSchema(rows, schema);
      const missing = expected.filter((name) => !has.has(name) && !mayLack.includes(name));
      const answer = unknown.length + missing.length === 0 ? 'as expected' : 'different';
      return { answer, evidence: { records: rows.length, unknown, missing } };
    },
  };
}
