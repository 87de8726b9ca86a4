import type { StreamModel } from '../model';
import { component, componentOf, list, namePath, oneName, oneOf, template } from '../decoders';
import type { Decoder } from '../decoders';

export type Transformation = Pick<StreamModel, 'removals' | 'additions'>;

export const NO_TRANSFORMATIONS: Transformation = { removals: [], additions: [] };

/** `*` is any member or element, `**` any number of steps, also none. */
const fieldPointer: Decoder<readonly string[]> = (node) => {
  const steps = namePath('*', '**')(node);
  const before = steps.slice(0, -1);
  if (steps.at(-1) === '**' || before.indexOf('**') !== before.lastIndexOf('**'))
    throw node.invalid('at most one **, and a name or * behind it');
  return steps;
};

const removeFields = component(
  'RemoveFields',
  { field_pointers: list(fieldPointer, 1) },
  ({ field_pointers }): Transformation => ({ removals: field_pointers, additions: [] }),
);

/** Added fields are at the top level and hold text. */
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

/** Merges a stream's transformations: removals, then additions, each once. Another order would mean something else. */
export const transformations: Decoder<Transformation> = (node) => {
  const each = list(componentOf(removeFields, addFields))(node);
  const added = new Set<string | undefined>();
  for (const { removals, additions } of each) {
    if (
      added.size > 0 &&
      removals.some(([name]) => name === '*' || name === '**' || added.has(name))
    )
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
