import type { Template } from '../expressions/template';
import { component, list, template, text, type Decoder } from '../decoders';
import { ManifestNode } from '../manifest-node';

/** A list, or an expression that yields one. */
const listOfValues: Decoder<Template> = (node) => {
  if (!Array.isArray(node.value)) return template()(node);
  const source = `{{ ${JSON.stringify(list(text, 1)(node))} }}`;
  return template()(new ManifestNode(source, node.path, node.parameters));
};

export const partitionRouter = component(
  'ListPartitionRouter',
  { cursor_field: text, values: listOfValues },
  ({ cursor_field, values }) => ({ field: cursor_field, values }),
);
