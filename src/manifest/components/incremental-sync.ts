import type { CursorModel } from '../model';
import {
  component,
  componentOf,
  datetimeFormat,
  flag,
  list,
  milliseconds,
  optional,
  template,
  name,
  type Decoder,
} from '../decoders';

type Boundary = Pick<CursorModel, 'start' | 'earliestStart'>;

const boundary = component(
  'MinMaxDatetime',
  {
    datetime: template(),
    min_datetime: optional(template()),
    // Ignored: this runtime parses every form of ISO 8601.
    datetime_format: optional(datetimeFormat),
  },
  ({ datetime, min_datetime }): Boundary => ({ start: datetime, earliestStart: min_datetime }),
);

/** A component, or only its `datetime`. */
const startDatetime: Decoder<Boundary> = (node) =>
  typeof node.value === 'string' ? { start: template()(node) } : componentOf(boundary)(node);

export const incrementalSync = component(
  'DatetimeBasedCursor',
  {
    cursor_field: name,
    is_client_side_incremental: optional(flag, false),
    start_datetime: startDatetime,
    lookback_window: optional(milliseconds, 0),
    datetime_format: datetimeFormat,
    // For Airbyte's runtime; this one parses every form of ISO 8601.
    cursor_datetime_formats: optional(list(datetimeFormat), []),
  },
  (fields): CursorModel => ({
    field: fields.cursor_field,
    clientSide: fields.is_client_side_incremental,
    format: fields.datetime_format,
    lookbackMs: fields.lookback_window,
    ...fields.start_datetime,
  }),
);
