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
  text,
} from '../decoders';

const boundary = component(
  'MinMaxDatetime',
  {
    datetime: template(),
    min_datetime: optional(template()),
    datetime_format: optional(datetimeFormat),
  },
  ({ datetime, min_datetime }) => ({ start: datetime, earliestStart: min_datetime }),
);

export const incrementalSync = component(
  'DatetimeBasedCursor',
  {
    cursor_field: text,
    is_client_side_incremental: optional(flag, false),
    start_datetime: componentOf(boundary),
    lookback_window: milliseconds,
    datetime_format: datetimeFormat,
    // For Airbyte's runtime. Here every form of ISO 8601 is understood.
    cursor_datetime_formats: optional(list(text), []),
  },
  (fields): CursorModel => ({
    field: fields.cursor_field,
    clientSide: fields.is_client_side_incremental,
    format: fields.datetime_format,
    lookbackMs: fields.lookback_window,
    start: fields.start_datetime.start,
    ...(fields.start_datetime.earliestStart
      ? { earliestStart: fields.start_datetime.earliestStart }
      : {}),
  }),
);
