import { component, componentOf, condition, fieldName, list, oneOf, optional } from '../decoders';

const extractor = component(
  'DpathExtractor',
  { field_path: list(fieldName()) },
  ({ field_path }) => field_path,
);

const filter = component(
  'RecordFilter',
  { condition: condition('record') },
  ({ condition }) => condition,
);

export const recordSelector = component(
  'RecordSelector',
  {
    extractor: componentOf(extractor),
    record_filter: optional(componentOf(filter)),
    transform_before_filtering: optional(oneOf(false)),
  },
  (fields) => ({ recordPath: fields.extractor, filter: fields.record_filter }),
);
