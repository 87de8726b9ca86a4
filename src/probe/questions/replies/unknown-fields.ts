import type { JsonObject } from '../../../config/json';
import { CANNOT_TELL, type Question } from '../../question';
import { fieldsNotInSchema } from '../../fields';

/** Asked last: examines all records in the replies to other questions. */
export const unknownFields: Question = {
  id: 'unknown-fields',
  asks: 'Does the API return fields or types that the schemas lack?',
  grade: '?',
  answer: (api) => {
    const rows = new Map<string, JsonObject[]>();
    for (const { stream, reply } of api.replies)
      if (stream !== undefined) rows.set(stream, [...(rows.get(stream) ?? []), ...reply.records]);
    const found = [...rows].flatMap(([stream, records]) =>
      fieldsNotInSchema(records, api.schema(stream)).map((field) => `${stream}.${field}`),
    );
    const records = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
    if (records === 0) return Promise.resolve({ answer: CANNOT_TELL, evidence: { records } });
    const answer = found.length === 0 ? 'none' : 'found';
    return Promise.resolve({ answer, evidence: { records, fields: found } });
  },
};
