import type { Template } from '../expressions/template';
import { component, list, name, template, text, type Decoder } from '../decoders';
import { ManifestNode } from '../manifest-node';

/** A list, or an expression that yields one. */
const listOfValues: Decoder<Template> = (node) => {
  if (!Array.isArray(node.value)) return template()(node);
  const values = list(text, 1)(node);
  if (new Set(values).size < values.length) throw node.invalid('each value once');
  const source = `{{ ${JSON.stringify(values)} }}`;
  return template()(new ManifestNode(source, node.path, node.parameters));
};

export const partitionRouter = component(
  'ListPartitionRouter',
  { cursor_field: name, values: listOfValues },
  ({ cursor_field, values }) => ({ field: cursor_field, values }),
);
