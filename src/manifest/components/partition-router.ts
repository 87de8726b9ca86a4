import { component, template, text } from '../readers';

export const partitionRouter = component(
  'ListPartitionRouter',
  { cursor_field: text, values: template() },
  ({ cursor_field, values }) => ({ field: cursor_field, values }),
);
