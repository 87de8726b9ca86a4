import { optionsFrom } from '../../simulator/arguments';
import { OUTCOMES } from '../../simulator/expense/ledger/disputes';
import { CREDITS, KINDS } from '../../simulator/expense/ledger/kinds';
import { ENVIRONMENT_VARIABLES } from '../../src/config/environment';
import { optionsByVerb } from './help';
import { filesBelow, names, PAGES, rows, section, text } from './support';

const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
const options = optionsByVerb();

/** Command lines of a page, with continued lines joined. */
function commandLines(page: string): readonly string[] {
  const blocks = [...text(page).matchAll(/^ *```sh\n([^]*?)^ *```/gm)].map(
    ([, block = '']) => block,
  );
  const inline = [...text(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks.flatMap((block) => block.replace(/\\\n/g, ' ').split('\n')), ...inline];
}

describe.each(PAGES)('given the page %s', (page) => {
  it('when it names npm scripts, then they exist', () => {
    const named = [...text(page).matchAll(/npm run (?:--silent )?([a-z]+(?::[a-z]+)*)/g)];
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  it('when it runs the connector, then with existing verbs and options', () => {
    const calls = commandLines(page).flatMap((line) =>
      [...line.matchAll(/source-navan(?::[\w.]+)? ([a-z]+)(?![\w:/.])([^|>&]*)/g)].map(
        ([, verb = '', rest = '']) => ({ verb, rest }),
      ),
    );
    for (const { verb, rest } of calls) {
      expect([...options.keys(), 'help']).toContain(verb);
      const known = [...(options.get(verb) ?? []), '--help'];
      const used = [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
      expect(used.filter((flag) => !known.includes(flag))).toEqual([]);
    }
  });

  it('when it starts the simulator, then with existing options', () => {
    const starts = commandLines(page).flatMap((line) =>
      [...line.matchAll(/(?:simulator\/main\.js|npm run simulator --) (--[^|>&`]+)/g)].map(
        ([, options = '']) => options.trim(),
      ),
    );
    for (const options of starts) expect(() => optionsFrom(options.split(/\s+/))).not.toThrow();
  });
});

it('given pages that run the connector and the simulator, then the checks covered them', () => {
  const all = PAGES.flatMap(commandLines);
  expect(
    all.filter((line) => /source-navan(?::[\w.]+)? (?:check|read|discover)/.test(line)).length,
  ).toBeGreaterThan(4);
  expect(all.filter((line) => /simulator\/main\.js --/.test(line)).length).toBeGreaterThan(1);
});

it('given the npm scripts, when CONTRIBUTING lists the commands, then it has exactly these', () => {
  const listed = rows(section('CONTRIBUTING.md', '## Commands')).map(
    ([command]) => names(command)[0],
  );
  const expected = Object.keys(scripts).map((name) =>
    name === 'test' ? 'npm test' : `npm run ${name}`,
  );
  expect([...listed].sort()).toEqual(expected.sort());
});

const TOOLS = [
  ...filesBelow('test', '.sh'),
  'test/form/form.test.js',
  'test/dashboard/page.test.mjs',
  'test/inputs/wrong-inputs.test.ts',
];

/** Variables that tests or examples take from outside, sorted. */
function variablesTaken(files: readonly string[]): readonly string[] {
  const sources = files.map(text).join('\n');
  const set = new Set(
    [...sources.matchAll(/^(?:export )?([A-Z_]+)=/gm)].map(([, name = '']) => name),
  );
  const taken = [
    ...[...sources.matchAll(/\$\{([A-Z_]+):-/g)].map(([, name = '']) => name),
    ...[...sources.matchAll(/process\.env\.([A-Z_]+)\b(?!=)|\{([^}]*)\} = process\.env/g)]
      .flatMap(([, name, several]) => [name ?? '', ...(several ?? '').split(/[\s,]+/)])
      .filter((name) => name !== '' && !set.has(name)),
  ];
  return [...new Set(taken)].sort();
}

it('given the variables of the test tools, when CONTRIBUTING lists them, then it has exactly these', () => {
  const listed = rows(section('CONTRIBUTING.md', '## Variables')).flatMap(([cell]) => names(cell));
  expect([...listed].sort()).toEqual(variablesTaken(TOOLS));
});

/** Secrets that an example in Python takes from the environment, or from a file. */
function secretsTaken(): readonly string[] {
  const sources = filesBelow('examples', '.py').map(text).join('\n');
  return [...sources.matchAll(/\bsecret\("([A-Z_]+)"\)/g)].flatMap(([, name = '']) => [
    name,
    `${name}_FILE`,
  ]);
}

it('given environment variables on any page, then the connector, a tool or the image has them', () => {
  const read: readonly string[] = [
    ...ENVIRONMENT_VARIABLES.flatMap((entry) => entry.names),
    ...variablesTaken([...TOOLS, ...filesBelow('examples', '.sh')]),
    ...secretsTaken(),
    ...[...text('Dockerfile').matchAll(/^ENV ([A-Z_]+)=/gm)].map(([, name = '']) => name),
  ];
  const named = PAGES.flatMap((page) => [
    ...text(page).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g),
  ]).map(([, name = '']) => name);
  // Field groups and a status of the API and values of the simulator's expenses look alike.
  const api = ['TRAVELER_HR', 'LINE_ITEM', 'REJECTED_BY_PROVIDER'];
  // OpenSSL's, which Python reads.
  const python = ['SSL_CERT_FILE'];
  const foreign = new Set<string>([...api, ...python, ...KINDS, ...CREDITS, ...OUTCOMES]);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !foreign.has(name) && !read.includes(name))).toEqual([]);
});
