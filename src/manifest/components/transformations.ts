import type { StreamModel } from '../model';
import { component, componentOf, list, namePath, oneName, oneOf, template } from '../decoders';
import type { Decoder } from '../decoders';

/** Cuts fields out of a record, or adds some. */
export type Transformation = Pick<StreamModel, 'removals' | 'additions'>;

export const NO_TRANSFORMATIONS: Transformation = { removals: [], additions: [] };

const removeFields = component(
  'RemoveFields',
  { field_pointers: list(namePath('*'), 1) },
  ({ field_pointers }): Transformation => ({ removals: field_pointers, additions: [] }),
);

/** A field is added at the top level of a record, as a text. */
const addedField = component(
  'AddedFieldDefinition',
  { path: oneName, value: template(), value_type: oneOf('string') },
  ({ path, value }) => ({ name: path, value }),
);

const addFields = component(
  'AddFields',
  { fields: list(componentOf(addedField), 1) },
  ({ fields }): Transformation => ({ removals: [], additions: fields }),
);

/** All of a stream's, as one. Fields are cut out first, then added, each once: another order means something else. */
export const transformations: Decoder<Transformation> = (node) => {
  const each = list(componentOf(removeFields, addFields))(node);
  const added = new Set<string | undefined>();
  for (const { removals, additions } of each) {
    if (added.size > 0 && removals.some(([name]) => name === '*' || added.has(name)))
      throw node.invalid('RemoveFields before AddFields of the same field');
    for (const { name } of additions) {
      if (added.has(name)) throw node.invalid(`the field '${name}' added once`, 'it twice');
      added.add(name);
    }
  }
  return {
    removals: each.flatMap(({ removals }) => removals),
    additions: each.flatMap(({ additions }) => additions),
  };
};
