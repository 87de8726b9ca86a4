import { defineErrors } from './connector-error';

const REPORT =
  'This is a mistake in the manifest, not in the configuration: report it to whoever maintains it.';

/** What can be wrong with a manifest. All of it is found when the manifest is loaded, before anything is read. */
export const MANIFEST_ERRORS = defineErrors({
  'manifest-unreadable': {
    failureType: 'system_error',
    title: 'The manifest cannot be loaded',
    why: 'The file is missing, is not YAML, or refers to a place in itself that does not exist.',
    action: REPORT,
  },
  'manifest-unsupported': {
    failureType: 'system_error',
    title: 'The manifest uses something that this runtime does not implement',
    why: 'The runtime implements the components and fields that the manifest needs, and refuses everything else instead of ignoring it.',
    action: REPORT,
  },
  'manifest-invalid': {
    failureType: 'system_error',
    title: 'The manifest has a value of the wrong kind',
    why: 'A field is missing or holds something else than its component expects.',
    action: REPORT,
  },
  'expression-unsupported': {
    failureType: 'system_error',
    title: 'The manifest has an expression outside the vocabulary',
    why: 'Expressions are compiled once from a closed vocabulary of variables, functions, filters and operators.',
    action: REPORT,
  },
  'expression-failed': {
    failureType: 'system_error',
    title: 'An expression of the manifest cannot be evaluated',
    why: 'A value has another type than the expression expects.',
    action: REPORT,
  },
});
