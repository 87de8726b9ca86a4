import { parse } from 'yaml';
import { ENVIRONMENT_VARIABLES } from '../../src/config/environment';
import { compileManifest } from '../../src/manifest/load';
import { FILTERS, FUNCTIONS, METHODS } from '../../src/manifest/expressions/vocabulary';
import { optionsByVerb } from './help';
import {
  filesBelow,
  manifest,
  names,
  PAGES,
  rows,
  rowsToMend,
  section,
  text,
  type Properties,
} from './support';

const model = compileManifest(manifest());

/** Dotted names of the config keys. */
function keysOf({ properties = {} }: Properties, before = ''): string[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    property.properties ? keysOf(property, `${before}${name}.`) : [`${before}${name}`],
  );
}

/** A config key has a default; an environment variable has none. */
function isKey(cells: readonly string[]): boolean {
  return cells.length === 3;
}

function firstCells(page: string, heading: string): string[] {
  return rows(section(page, heading)).flatMap(([cell]) => names(cell));
}

describe('given the code', () => {
  it('when the README lists the configuration and the environment, then both are complete and exist', () => {
    const table = rows(section('README.md', '## Configuration'));
    const keys = keysOf(manifest().spec.connection_specification);
    expect(table.filter(isKey).flatMap(([cell]) => names(cell))).toEqual(keys);
    const variables = table.filter((cells) => !isKey(cells));
    expect(
      variables.map(([cell, meaning = '']) => ({
        names: names(cell),
        meaning: meaning.replaceAll('`', ''),
      })),
    ).toEqual(ENVIRONMENT_VARIABLES);
  });

  it('when it reads the environment, then where the variables are listed, or as a whole', () => {
    const readers = filesBelow('src', '.ts').filter((file) => text(file).includes('process.env'));
    expect(readers.sort()).toEqual(['src/cli/process.ts', 'src/config/environment.ts']);
  });

  it('when any page names a nested config key, then the form has it', () => {
    const keys = keysOf(manifest().spec.connection_specification);
    const named = PAGES.flatMap((page) => [
      ...text(page).matchAll(/`((?:personal_data|advanced)\.[\w.]+)`/g),
    ]).map(([, key = '']) => key);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('when the manifest page lists the metadata keys, then they match', () => {
    const { streams } = manifest().metadata.source_navan;
    const keys = Object.values(streams).flatMap((entry) => Object.keys(entry));
    expect(firstCells('docs/manifest.md', '## What stands under metadata').sort()).toEqual(
      [...new Set(keys)].sort(),
    );
  });

  it('when the README lists verbs and options, then they match the help', () => {
    const table = rows(section('README.md', '## On the command line'));
    const listed = table.flatMap(([verb, options]) =>
      names(verb).map((name) => [name, [...names(options)].sort()]),
    );
    const expected = [...optionsByVerb()].map(([verb, options]) => [verb, [...options].sort()]);
    expect(listed).toEqual(expected);
  });

  it('when docs/streams.md lists the streams, then with their keys, cursors and modes', () => {
    expect(rowsToMend('docs/streams.md', '## All streams')).toEqual([]);
    const table = rows(section('docs/streams.md', '## All streams'));
    const documented = new Map(table.map((cells) => [names(cells[0])[0], cells]));
    for (const { name, primaryKey, cursor } of model.streams) {
      const cells = documented.get(name) ?? [];
      expect(names(cells[1])).toEqual([primaryKey]);
      expect(names(cells[2])).toEqual(cursor ? [cursor.field] : []);
      expect(cells[3]?.includes('incremental')).toBe(cursor !== undefined);
    }
  });

  it('when docs/data-protection.md says what each stream contains, then every stream is listed', () => {
    expect(rowsToMend('docs/data-protection.md', '## What each stream carries')).toEqual([]);
  });

  it('when streams have scopes, then docs/streams.md agrees, in the order of the manifest', () => {
    const { streams } = manifest().metadata.source_navan;
    const table = rows(section('docs/streams.md', '## All streams'));
    expect(table.map((cells) => [names(cells[0])[0], names(cells[4])[0]])).toEqual(
      Object.entries(streams).map(([name, { scope }]) => [name, scope]),
    );
  });

  it('when metadata.yaml suggests streams, then those that the manifest calls suggested', () => {
    const { streams } = manifest().metadata.source_navan;
    const { data } = parse(text('metadata.yaml')) as {
      data: { suggestedStreams: { streams: string[] } };
    };
    expect(data.suggestedStreams.streams).toEqual(
      Object.keys(streams).filter((name) => streams[name]?.suggested),
    );
  });

  it("when the manifest page lists the vocabulary, then it matches the compiler's", () => {
    const table = new Map(
      rows(section('docs/manifest.md', '## Expressions')).map(([kind, what]) => [
        kind,
        names(what),
      ]),
    );
    expect(table.get('functions')).toEqual(Object.keys(FUNCTIONS));
    expect(table.get('filters')).toEqual(Object.keys(FILTERS));
    expect(table.get('methods')).toEqual(Object.keys(METHODS));
  });
});
