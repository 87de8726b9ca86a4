import type {
  NoPaginatorModel,
  PagePaginatorModel,
  PaginatorModel,
  TokenPaginatorModel,
} from '../model';
import {
  component,
  componentOf,
  condition,
  integer,
  oneOf,
  optional,
  template,
  text,
} from '../decoders';

const requestOption = component(
  'RequestOption',
  { inject_into: oneOf('request_parameter'), field_name: text },
  ({ field_name }) => field_name,
);

type ParameterName = 'parameter' | 'sizeParameter';

/** A pagination strategy; the names of its two parameters are set next to it. */
type Strategy = Omit<PagePaginatorModel, ParameterName> | Omit<TokenPaginatorModel, ParameterName>;

const pageIncrement = component(
  'PageIncrement',
  {
    page_size: integer(1),
    start_from_page: optional(integer(0), 0),
    inject_on_first_request: oneOf(true),
  },
  ({ page_size, start_from_page }): Strategy => ({
    kind: 'number',
    size: page_size,
    first: start_from_page,
  }),
);

const cursorPagination = component(
  'CursorPagination',
  {
    page_size: integer(1),
    cursor_value: template('response'),
    stop_condition: condition('response'),
  },
  ({ page_size, cursor_value, stop_condition }): Strategy => ({
    kind: 'token',
    size: page_size,
    next: cursor_value,
    stop: stop_condition,
  }),
);

const defaultPaginator = component(
  'DefaultPaginator',
  {
    page_token_option: componentOf(requestOption),
    page_size_option: componentOf(requestOption),
    pagination_strategy: componentOf(pageIncrement, cursorPagination),
  },
  (fields): PaginatorModel => ({
    ...fields.pagination_strategy,
    parameter: fields.page_token_option,
    sizeParameter: fields.page_size_option,
  }),
);

/** What a stream's extension may say of its pages, by the kind of its paginator. */
export const PAGE_FACTS: Readonly<
  Record<PaginatorModel['kind'], readonly ('total_rows' | 'has_next')[]>
> = {
  number: ['total_rows'],
  token: ['has_next', 'total_rows'],
  none: ['has_next', 'total_rows'],
};

const ONE_PAGE: NoPaginatorModel = { kind: 'none' };

const noPagination = component('NoPagination', {}, (): PaginatorModel => ONE_PAGE);

export const optionalPaginator = optional(componentOf(defaultPaginator, noPagination), ONE_PAGE);
