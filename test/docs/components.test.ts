import type * as Readers from '../../src/manifest/decoders';
import { compileManifest } from '../../src/manifest/load';
import { manifest, names, rows, section } from './support';

type Fields = Readonly<Record<string, unknown>>;
type Spied = typeof Readers & { readonly declared: Map<string, readonly string[]> };

// Every component declares its type and fields when its module is loaded.
jest.mock('../../src/manifest/decoders', (): Spied => {
  const actual = jest.requireActual<typeof Readers>('../../src/manifest/decoders');
  const declare = actual.component as (type: string, fields: Fields, build: never) => unknown;
  const declared = new Map<string, readonly string[]>();
  const component = (type: string, fields: Fields, build: never): unknown => {
    declared.set(type, Object.keys(fields));
    return declare(type, fields, build);
  };
  return { ...actual, component: component as typeof actual.component, declared };
});

it('given the components, when the manifest page lists them, then with the fields that are read', () => {
  compileManifest(manifest());
  const { declared } = jest.requireMock<Spied>('../../src/manifest/decoders');
  const table = rows(section('docs/manifest.md', '## Components'));
  expect(table.flatMap(([type]) => names(type)).sort()).toEqual([...declared.keys()].sort());
  const own = table.filter(([, fields = '']) => !fields.includes('Airbyte'));
  for (const [type, fields] of own)
    expect(names(fields).filter((name) => name !== '*')).toEqual(
      names(type).flatMap((name) => declared.get(name) ?? []),
    );
});
