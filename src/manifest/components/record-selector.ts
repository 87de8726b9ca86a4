import { component, componentOf, fieldName, list, optional, template } from '../decoders';

const extractor = component(
  'DpathExtractor',
  { field_path: list(fieldName()) },
  ({ field_path }) => field_path,
);

const filter = component(
  'RecordFilter',
  { condition: template('record') },
  ({ condition }) => condition,
);

export const recordSelector = component(
  'RecordSelector',
  { extractor: componentOf(extractor), record_filter: optional(componentOf(filter)) },
  (fields) => ({ recordPath: fields.extractor, filter: fields.record_filter }),
);
