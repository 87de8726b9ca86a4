import { component, template, text } from '../decoders';

export const partitionRouter = component(
  'ListPartitionRouter',
  { cursor_field: text, values: template() },
  ({ cursor_field, values }) => ({ field: cursor_field, values }),
);
