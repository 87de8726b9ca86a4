import { defineErrors } from './connector-error';

const action =
  'Correct the manifest at the place named; docs/manifest.md lists what is supported. If the manifest is not yours, report this to its authors: no configuration can fix it.';

/** Errors in a manifest. All are found when it is loaded, before anything is read. */
export const MANIFEST_ERRORS = defineErrors({
  'manifest-unreadable': {
    failureType: 'system_error',
    title: 'The manifest cannot be loaded',
    why: 'The file is missing, is not YAML, or has a reference that points nowhere.',
    action,
  },
  'manifest-unsupported': {
    failureType: 'system_error',
    title: 'The manifest uses something that this runtime does not support',
    why: "The runtime supports the components and fields that the connector's manifest needs, and refuses everything else instead of ignoring it.",
    action,
  },
  'manifest-invalid': {
    failureType: 'system_error',
    title: 'The manifest has an invalid value',
    why: 'A field is missing, has a value that its component does not expect, or contradicts another part of the manifest.',
    action,
  },
  'expression-unsupported': {
    failureType: 'system_error',
    title: 'The manifest has an unsupported expression',
    why: 'Expressions may only use a fixed set of variables, functions, filters and operators.',
    action,
  },
  'expression-failed': {
    failureType: 'system_error',
    title: 'A manifest expression cannot be evaluated',
    why: 'A value has a different type than the expression expects.',
    action,
  },
});
