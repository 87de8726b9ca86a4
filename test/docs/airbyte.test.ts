import { compileManifest } from '../../src/manifest/load';
import { manifest, names, rows, rowsToMend, section, text } from './support';

const { streams } = compileManifest(manifest());

it('given the errors, when docs/airbyte.md says what to do, then each appears once, with a link', () => {
  const codes = [...text('docs/errors.md').matchAll(/^### (.+)$/gm)].map(([, code = '']) => code);
  const links = [...text('docs/airbyte.md').matchAll(/\[`([a-z0-9-]+)`\]\(errors\.md#\1\)/g)];
  expect(links.map(([, code = '']) => code).sort()).toEqual(codes.sort());
});

it('given the streams, when docs/streams.md recommends sync modes, then each has one that it supports', () => {
  expect(rowsToMend('docs/streams.md', '## Sync modes and schedules')).toEqual([]);
  const table = rows(section('docs/streams.md', '## Sync modes and schedules'));
  for (const { name, cursor } of streams) {
    const mode = table.find(([stream]) => names(stream)[0] === name)?.[1] ?? '';
    expect(mode.startsWith(cursor ? 'Incremental' : 'Full refresh')).toBe(true);
  }
});

it('given the streams, when the connector page lists them, then with key and cursor (else: node scripts/write-contrib.mjs)', () => {
  expect(rowsToMend('docs/connector-page.md', '## Supported streams')).toEqual([]);
  const table = rows(section('docs/connector-page.md', '## Supported streams'));
  for (const { name, primaryKey, cursor } of streams) {
    const [, key, field] = table.find(([stream]) => names(stream)[0] === name) ?? [];
    expect(names(key)).toEqual([primaryKey]);
    expect(names(field)).toEqual(cursor ? [cursor.field] : []);
  }
});

it('given the manifest, when it is uploaded alone, then every reference resolves within it', () => {
  const references = [...text('resources/manifest.yaml').matchAll(/\$ref"?:\s*['"]?([^'"\s]+)/g)];
  expect(references.length).toBeGreaterThan(0);
  expect(references.map(([, to = '']) => to).filter((to) => !to.startsWith('#/'))).toEqual([]);
});

it('given the form, when docs/airbyte.md lists its cards, then they and their fields match the spec', () => {
  const { groups = [], properties = {} } = manifest().spec.connection_specification;
  const titles = (group: string): string[] =>
    Object.values(properties)
      .filter((property) => property.group === group)
      .flatMap((property) => Object.values(property.properties ?? { itself: property }))
      .map(({ title = '' }) => title);
  const steps = section('docs/airbyte.md', '## Self-managed Airbyte: the image');
  const table = rows(steps.replaceAll(/^ +/gmu, ''));
  for (const { id, title } of groups) {
    const [, shown = '', closed = ''] = table.find(([card]) => card === title) ?? [];
    expect([shown, closed].filter((cell) => cell !== '').join(', ')).toBe(titles(id).join(', '));
  }
});
