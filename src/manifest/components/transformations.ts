import type { Template } from '../expressions/template';
import { component, componentOf, list, oneName, only, optional, template, text } from '../decoders';

/** Cuts fields out of a record, or adds one. */
export interface Transformation {
  readonly removals: readonly (readonly string[])[];
  readonly additions: readonly { readonly name: string; readonly value: Template }[];
}

const removeFields = component(
  'RemoveFields',
  { field_pointers: list(list(text)) },
  ({ field_pointers }): Transformation => ({ removals: field_pointers, additions: [] }),
);

/** A field is added at the top level of a record, as a text. */
const addedField = component(
  'AddedFieldDefinition',
  { path: oneName, value: template(), value_type: optional(only('string')) },
  ({ path, value }) => ({ name: path, value }),
);

const addFields = component(
  'AddFields',
  { fields: list(componentOf(addedField)) },
  ({ fields }): Transformation => ({ removals: [], additions: fields }),
);

export const transformation = componentOf(removeFields, addFields);
