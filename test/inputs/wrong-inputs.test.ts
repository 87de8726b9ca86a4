import { logText } from '../../src/log/log-text';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator';
import { CONFIG_ERRORS } from '../../src/errors/config-errors';
import { PROTOCOL_ERRORS } from '../../src/errors/protocol-errors';
import { ROOT, text } from '../docs/support';
import { jsonFile } from '../support/connector';
import { command, pathOf, type Answer, type Said } from './command';
import { config } from './config';
import { closed, serve } from './servers';
import * as inputs from './wrong-inputs';

let navan: Simulator;
const servers: Server[] = [];
const catalog = jsonFile('catalog', { streams: [inputs.selected('bookings', 'incremental')] });

beforeAll(async () => {
  navan = await startSimulator({ bookings: 3, users: 1, transactions: 1 });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map(closed));
});
afterAll(async () => {
  await navan.close();
});

const CONFIG = CONFIG_ERRORS['config-invalid'];
const cannotBeUsed = (problem: string): string => `${CONFIG.title}. ${problem}`;
const notAsShown = (found: string): string =>
  cannotBeUsed(
    `Client secret (client_secret): expected the value as Navan shows it, found ${found}.`,
  );
const noObject = (found: string): string =>
  `${CONFIG.title}: expected a JSON object, found ${found}. Write the values of the form as one JSON object.`;
const removedNotice = (removed: string): string =>
  logText('Removed extra characters from a pasted value.', {
    field: 'Client secret (client_secret)',
    removed,
  });
const wrongAddress = (found: string): string =>
  `API address (advanced.api_url): expected https://HOST.navan.com, found ${found}`;
const wrongState = (where: string, found: string): string => {
  const { title, action } = PROTOCOL_ERRORS['state-invalid'];
  return `${title} (${where}): expected a list of STATE messages of type STREAM, found ${found}. ${action}`;
};
const misunderstood = (problem: string): string =>
  `The command line is not valid: ${problem} See source-navan --help.`;

const read = (path: string, ...more: string[]): Promise<Said> =>
  command(['read', '--config', path, '--catalog', catalog, ...more]);

/** From a check as its result, from a read as the sync's error. */
async function expectRefusal(path: string, expected: Answer): Promise<void> {
  const checked = await command(['check', '--config', path]);
  expect(checked.answers).toEqual([{ message: expected.message }]);
  expect([checked.code, checked.stderr]).toEqual([0, '']);
  const [said, discovered] = [await read(path), await command(['discover', '--config', path])];
  for (const { answers, code, stderr } of [said, discovered]) {
    expect(answers).toEqual([{ failureType: 'config_error', ...expected }]);
    expect([code, stderr]).toEqual([1, '']);
  }
}

const ofForm = (changes: unknown, message: string): Promise<void> =>
  expectRefusal(jsonFile('config', changes), { message, code: CONFIG.code });

/** From a sync that succeeds. */
async function expectNotice(changes: object, notice: string | undefined): Promise<void> {
  const path = jsonFile('config', navan.config(changes));
  for (const said of [await command(['check', '--config', path]), await read(path)]) {
    expect([said.code, said.answers]).toEqual([0, []]);
    expect(said.stdout).not.toContain(navan.config()['client_secret']);
    expect(said.warnings).toEqual(notice === undefined ? [] : [notice]);
  }
}

describe('given an invalid file, when a command reads it, then it says so', () => {
  it.each(inputs.FILES)('%s', async (_, content, code, message) => {
    await expectRefusal(pathOf(content), { code, message });
  });

  it.each(['--catalog', '--state'])('also if it is the one of %s', async (option) => {
    const path = jsonFile('config', config());
    const file = pathOf('{');
    const argv = option === '--state' ? ['--catalog', catalog, option, file] : [option, file];
    const said = await command(['read', '--config', path, ...argv]);
    expect(said.answers[0]?.message).toContain(`File is not valid JSON (${option} PATH)`);
    expect(said.code).toBe(1);
  });
});

describe("given an invalid config, when it is used, then the message uses the form's words and says", () => {
  it.each(inputs.NO_OBJECTS)('that %s', (_, given, found) => ofForm(given, noObject(found)));

  it.each(inputs.FIELDS)('that %s', (_, changes, message) =>
    ofForm(config(changes as object), cannotBeUsed(message)),
  );

  it.each(inputs.DATES)('of the start date that %s', (_, start_date, message) =>
    ofForm(config({ start_date }), cannotBeUsed(`Start date (start_date): ${message}`)),
  );

  it.each(inputs.CREDENTIALS)('of a credential that %s', (_, client_secret, found) =>
    ofForm(config({ client_secret }), notAsShown(found)),
  );

  it.each(inputs.ADDRESSES)('of the API address that it has %s', (_, api_url, found) =>
    ofForm(config({ advanced: { api_url } }), cannotBeUsed(wrongAddress(found))),
  );

  it.each(inputs.LOG_LEVELS)('of the environment that %s', async (_, LOG_LEVEL, notice) => {
    const path = jsonFile('config', navan.config());
    const said = await command(['check', '--config', path], { LOG_LEVEL });
    expect([said.code, said.answers]).toEqual([0, []]);
    expect(said.warnings).toEqual(notice === undefined ? [] : [notice]);
  });

  it('and it names invalid allowed hosts', async () => {
    const path = jsonFile('config', config());
    const environment = { SOURCE_NAVAN_ALLOWED_HOSTS: 'https://example.com' };
    const said = await command(['check', '--config', path], environment);
    expect(said.answers).toEqual([{ message: inputs.ALLOWED_HOSTS_MESSAGE }]);
  });
});

describe('given a config with small mistakes, when it is used, then it works and a notice says', () => {
  it.each(inputs.MENDED_CREDENTIALS)('that %s was removed', async (_, pasted, removed) => {
    const secret = String(navan.config()['client_secret']);
    const client_secret = pasted.replace(String(config()['client_secret']), secret);
    await expectNotice({ client_secret }, removedNotice(removed));
  });

  it.each(inputs.UNKNOWN_FIELDS)('that %s', (_, changes, notice) => expectNotice(changes, notice));

  it.each(inputs.WRONG_CLOCKS)('of the clock that %s', async (_, hours, notice) => {
    const now = new Date(Date.now() + hours * 3_600_000).toISOString();
    const other = await startSimulator({ bookings: 3, users: 1, transactions: 1, now });
    const path = jsonFile('config', other.config());
    for (const said of [await command(['check', '--config', path]), await read(path)]) {
      expect([said.code, said.answers]).toEqual([0, []]);
      expect(said.warnings.map((warning) => warning.replace(/ seconds\w+=.*/, ''))).toEqual([
        notice,
      ]);
    }
    await other.close();
  });
});

describe('given an invalid catalog, when a stream is read, then the message says', () => {
  const withCatalog = (value: unknown): Promise<Said> =>
    command([
      'read',
      '--config',
      jsonFile('config', navan.config()),
      '--catalog',
      jsonFile('wrong-catalog', value),
    ]);

  it.each(inputs.CATALOGS)('that %s', async (_, value, code, message) => {
    const said = await withCatalog(value);
    expect(said.answers).toEqual([{ message, code, failureType: 'config_error' }]);
    expect([said.code, said.stderr]).toEqual([1, '']);
  });

  it.each(inputs.ODD_CATALOGS)('nothing, or a notice, if %s', async (_, value, notice) => {
    const said = await withCatalog(value);
    expect([said.code, said.answers]).toEqual([0, []]);
    expect(said.warnings).toEqual(notice === undefined ? [] : [notice]);
  });
});

describe('given an invalid state, when a stream is read, then the message says', () => {
  const withState = (value: unknown): Promise<Said> =>
    read(
      jsonFile('config', navan.config({ start_date: config()['start_date'] })),
      '--state',
      jsonFile('state', value),
    );

  it.each(inputs.STATES)('that %s', async (_, value, where, found) => {
    const said = await withState(value);
    const message = wrongState(where, found);
    expect(said.answers).toEqual([{ message, code: 'state-invalid', failureType: 'config_error' }]);
    expect([said.code, said.stderr]).toEqual([1, '']);
  });

  it.each(inputs.ODD_STATES)('nothing, or a notice, if %s', async (_, value, notice) => {
    const said = await withState(value);
    expect([said.code, said.answers]).toEqual([0, []]);
    expect(said.warnings).toEqual(notice === undefined ? [] : [notice]);
  });
});

describe('given another server at the address, when it is used, then the message says', () => {
  it.each(inputs.SERVERS)('that there is %s, by %s', async (name, scheme, code, message) => {
    const { url, server } = await serve(name);
    if (server.listening) servers.push(server);
    const advanced = { api_url: url.replace('http', scheme) };
    const path = jsonFile('config', config({ advanced }));
    const checked = await command(['check', '--config', path]);
    expect(checked.answers).toEqual([{ message }]);
    expect(checked.code).toBe(0);
    const [answer] = (await command(['discover', '--config', path])).answers;
    expect(answer).toMatchObject({ message, code });
  });
});

describe('given an invalid command line, when it is run, then stdout and stderr say', () => {
  it.each(inputs.COMMAND_LINES)('that %s', async (_, argv, problem) => {
    const said = await command(argv);
    const message = misunderstood(problem);
    expect(said.answers).toEqual([{ message, code: 'usage', failureType: 'config_error' }]);
    expect(said.code).toBe(2);
    // Without a verb, the usage comes first.
    const help = /^Usage: source-navan[^]*\n(?=The command line)/;
    expect(said.stderr.replace(argv.length === 0 ? help : '', '')).toBe(`${message}\n`);
  });
});

const HEADING = '## Wrong inputs and their messages';
const LEAVE = '(none: it is accepted)';

type Row = readonly [given: string, answer: string];

const nth = (rows: readonly (readonly unknown[])[], answer: (row: never) => string): Row[] =>
  rows.map((row) => [String(row[0]), answer(row as never)]);

/** The table as on the page. */
const PAGE: Readonly<Record<string, readonly Row[]>> = {
  'A file, here the one of --config': nth(
    inputs.FILES,
    ([, , , message]: inputs.WrongFile) => message,
  ),
  'The config': [
    ...nth(inputs.NO_OBJECTS, ([, , found]: inputs.WrongField) => noObject(found)),
    ...nth(inputs.FIELDS, ([, , message]: inputs.WrongField) => cannotBeUsed(message)),
    ...nth(inputs.UNKNOWN_FIELDS, ([, , notice]: readonly string[]) => notice ?? LEAVE),
  ],
  'The start date, after “The configuration is not valid.”': nth(
    inputs.DATES,
    ([, , message]: inputs.WrongDate) => `Start date (start_date): ${message}`,
  ),
  'A credential': nth(inputs.CREDENTIALS, ([, , found]: inputs.WrongCredential) =>
    notAsShown(found),
  ),
  'Characters around a credential, which are removed': nth(
    inputs.MENDED_CREDENTIALS,
    ([, , removed]: inputs.WrongCredential) => removedNotice(removed),
  ),
  'The API address, after “The configuration is not valid.”': nth(
    inputs.ADDRESSES,
    ([, , found]: inputs.WrongAddress) => wrongAddress(found),
  ),
  'What answers at the API address': nth(
    inputs.SERVERS,
    ([, , , message]: inputs.WrongServer) => message,
  ),
  'The clock': nth(inputs.WRONG_CLOCKS, ([, , notice]: readonly string[]) => notice ?? LEAVE),
  'The catalog': [
    ...nth(inputs.CATALOGS, ([, , , message]: inputs.WrongCatalog) => message),
    ...nth(inputs.ODD_CATALOGS, ([, , notice]: readonly string[]) => notice ?? LEAVE),
  ],
  'The state': [
    ...nth(inputs.STATES, ([, , where, found]: inputs.WrongState) => wrongState(where, found)),
    ...nth(inputs.ODD_STATES, ([, , notice]: readonly string[]) => notice ?? LEAVE),
  ],
  'The command line': nth(inputs.COMMAND_LINES, ([, , problem]: inputs.WrongCommandLine) =>
    misunderstood(problem),
  ),
  'The environment': [
    ['an allowed host is an address', inputs.ALLOWED_HOSTS_MESSAGE],
    ...nth(inputs.LOG_LEVELS, ([, , notice]: readonly string[]) => notice ?? LEAVE),
  ],
};

it('given the table, when docs/errors.md shows it, then it matches word for word (else: WRITE_DOCS=1 npx jest test/inputs)', () => {
  const lists = Object.entries(PAGE).map(
    ([title, rows]) =>
      `**${title}**\n\n${rows.map(([given, answer]) => `- ${given}: \`${answer}\``).join('\n')}`,
  );
  const file = join(ROOT, 'docs/errors.md');
  const before = text('docs/errors.md').split(`\n${HEADING}\n`)[0] ?? '';
  const page = `${before.trimEnd()}\n\n${HEADING}\n\n${lists.join('\n\n')}\n`;
  const { WRITE_DOCS } = process.env;
  if (WRITE_DOCS !== undefined) writeFileSync(file, page);
  expect(text('docs/errors.md')).toBe(page);
});
