import type { PaginatorModel } from '../model';
import { component, componentOf, integer, only, template, text } from '../decoders';

const requestOption = component(
  'RequestOption',
  { inject_into: only('request_parameter'), field_name: text },
  ({ field_name }) => field_name,
);

/** What a strategy adds to the names of the two parameters. */
type Strategy = (names: {
  readonly parameter: string;
  readonly sizeParameter: string;
}) => PaginatorModel;

const pageIncrement = component(
  'PageIncrement',
  { page_size: integer, start_from_page: integer, inject_on_first_request: only(true) },
  ({ page_size, start_from_page }): Strategy =>
    (names) => ({ kind: 'number', ...names, size: page_size, first: start_from_page }),
);

const cursorPagination = component(
  'CursorPagination',
  { page_size: integer, cursor_value: template('response'), stop_condition: template('response') },
  ({ page_size, cursor_value, stop_condition }): Strategy =>
    (names) => ({
      kind: 'token',
      ...names,
      size: page_size,
      next: cursor_value,
      stop: stop_condition,
    }),
);

export const paginator = component(
  'DefaultPaginator',
  {
    page_token_option: componentOf(requestOption),
    page_size_option: componentOf(requestOption),
    pagination_strategy: componentOf(pageIncrement, cursorPagination),
  },
  (fields) =>
    fields.pagination_strategy({
      parameter: fields.page_token_option,
      sizeParameter: fields.page_size_option,
    }),
);
