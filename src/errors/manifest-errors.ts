import { defineErrors } from './connector-error';

const action =
  'Correct the manifest at this place; docs/manifest.md lists what can stand there. If the manifest is not yours, report this to its authors: no configuration mends it.';

/** Errors in a manifest. All are found when it is loaded, before anything is read. */
export const MANIFEST_ERRORS = defineErrors({
  'manifest-unreadable': {
    failureType: 'system_error',
    title: 'The manifest cannot be loaded',
    why: 'The file is missing, is not YAML, or refers to a place in itself that does not exist.',
    action,
  },
  'manifest-unsupported': {
    failureType: 'system_error',
    title: 'The manifest uses something that this runtime does not implement',
    why: 'The runtime implements the components and fields that the manifest needs, and refuses everything else instead of ignoring it.',
    action,
  },
  'manifest-invalid': {
    failureType: 'system_error',
    title: 'The manifest has a value that this runtime cannot use',
    why: 'A field is missing, holds something else than its component expects, or contradicts another part of the manifest.',
    action,
  },
  'expression-unsupported': {
    failureType: 'system_error',
    title: 'The manifest has an expression outside the vocabulary',
    why: 'Expressions are compiled once from a closed vocabulary of variables, functions, filters and operators.',
    action,
  },
  'expression-failed': {
    failureType: 'system_error',
    title: 'An expression of the manifest cannot be evaluated',
    why: 'A value has another type than the expression expects.',
    action,
  },
});
