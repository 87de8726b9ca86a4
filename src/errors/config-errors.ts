import { defineErrors } from './connector-error';

/** Errors in the files given on the command line, and in the user's settings. */
export const CONFIG_ERRORS = defineErrors({
  'file-missing': {
    failureType: 'config_error',
    title: 'File not found',
    why: 'The path given on the command line does not exist.',
    action: 'Check the path; a relative path starts at the working directory.',
  },
  'file-unreadable': {
    failureType: 'config_error',
    title: 'File cannot be read',
    why: 'The path is a folder, or this user may not read the file.',
    action: 'Give the path of a file that this user may read.',
  },
  'file-empty': {
    failureType: 'config_error',
    title: 'File is empty',
    why: 'The file has no content, or only whitespace.',
    action: 'Write the JSON into the file, or omit the option if it is optional.',
  },
  'file-too-large': {
    failureType: 'config_error',
    title: 'File is too large',
    why: 'No file of this kind is nearly this large; it is most likely the wrong file.',
    action: 'Check the path.',
  },
  'file-not-utf8': {
    failureType: 'config_error',
    title: 'File is not UTF-8 text',
    why: 'The file is binary, or was saved in another encoding such as UTF-16.',
    action: 'Save the file as UTF-8.',
  },
  'file-not-json': {
    failureType: 'config_error',
    title: 'File is not valid JSON',
    why: 'A comma, a quote or a bracket is missing or superfluous, or the file has another format.',
    action: 'Correct the JSON.',
  },
  'config-invalid': {
    failureType: 'config_error',
    title: 'The configuration is not valid',
    why: 'A required value is missing, or a value does not match the form.',
    action: 'Correct these values and save the source again.',
  },
  'allowed-hosts-invalid': {
    failureType: 'config_error',
    title: 'The environment variable SOURCE_NAVAN_ALLOWED_HOSTS is not valid',
    why: 'The operator lists hosts there that may be used as API address.',
    action: 'List host names, separated by commas, without scheme, port or path.',
  },
});
