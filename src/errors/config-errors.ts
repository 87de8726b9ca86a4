import { defineErrors } from './connector-error';

/** Errors in the files given on the command line, and in the user's settings. */
export const CONFIG_ERRORS = defineErrors({
  'file-missing': {
    failureType: 'config_error',
    title: 'A file is missing',
    why: 'The path given on the command line leads nowhere.',
    action: 'Check the path; a relative one starts at the working directory.',
  },
  'file-unreadable': {
    failureType: 'config_error',
    title: 'A file cannot be read',
    why: 'The path leads to a folder, or this user may not read the file.',
    action: 'Give the path of a file that this user may read.',
  },
  'file-empty': {
    failureType: 'config_error',
    title: 'A file is empty',
    why: 'The file has no content, or blanks only.',
    action: 'Write the JSON into the file, or leave out the option if it is an optional one.',
  },
  'file-too-large': {
    failureType: 'config_error',
    title: 'A file is too large',
    why: 'No file of this kind gets anywhere near this size; it is most likely another file.',
    action: 'Check the path.',
  },
  'file-not-utf8': {
    failureType: 'config_error',
    title: 'A file is not text in UTF-8',
    why: 'The file is binary, or was saved in another encoding, UTF-16 for instance.',
    action: 'Save the file as UTF-8.',
  },
  'file-not-json': {
    failureType: 'config_error',
    title: 'A file is not valid JSON',
    why: 'A comma, a quote or a bracket is missing or one too many, or the file has another format.',
    action: 'Correct the file at this place.',
  },
  'config-invalid': {
    failureType: 'config_error',
    title: 'The configuration cannot be used',
    why: 'A value that is needed is missing, or a value is not what the form asks for.',
    action: 'Correct the values named here and save the source again.',
  },
  'allowed-hosts-invalid': {
    failureType: 'config_error',
    title: 'The environment variable SOURCE_NAVAN_ALLOWED_HOSTS cannot be used',
    why: 'The operator of this installation lists the hosts that may be used as API address there.',
    action: 'List host names, separated by commas, without scheme, port and path.',
  },
});
