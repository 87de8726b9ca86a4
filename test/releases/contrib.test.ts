import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manifest, names, ROOT, rows, section, text, type Manifest } from '../docs/support';

const contributed = parse(text('contrib/source-navan/manifest.yaml')) as Manifest;

function options({ spec }: Manifest): string[] {
  return Object.entries(spec.connection_specification.properties ?? {}).flatMap(
    ([name, { properties }]) =>
      properties ? Object.keys(properties).map((inner) => `${name}.${inner}`) : [name],
  );
}

it('given the package for the catalogue, when compared with the project, then it is up to date (else: node scripts/write-contrib.mjs)', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/write-contrib.mjs'), '--check'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('given its manifest, when compared, then only the options without effect are missing and the catalogue’s page is named (else: node scripts/write-contrib.mjs)', () => {
  const { spec: ownSpec, ...own } = manifest();
  const { spec, ...others } = contributed;
  expect(others).toEqual(own);
  expect(spec.documentation_url).toBe('https://docs.airbyte.com/integrations/sources/navan');
  const gone = options({ ...own, spec: ownSpec }).filter(
    (name) => !options({ ...others, spec }).includes(name),
  );
  expect(gone).toEqual([
    ...[
      'bookings_recheck_hours',
      'changes_filter',
      'advanced.request_log',
      'advanced.source_label',
    ],
  ]);
});

it.each([
  ['docs/connector-page.md', manifest()],
  ['contrib/docs/navan.md', contributed],
])(
  'given %s, when compared with its manifest, then all options and streams are there',
  (page, of) => {
    const firstNames = (heading: string): string[] =>
      rows(section(page, heading)).flatMap(([cell]) => names(cell));
    expect(firstNames('### Step 2: Set up the source in Airbyte')).toEqual(options(of));
    expect(firstNames('## Supported streams')).toEqual(
      Object.keys(of.metadata.source_navan.streams),
    );
  },
);

it('given the catalogue page, when compared with the project’s, then the options, the place and the changelog differ', () => {
  const lines = (page: string): string[] => section(page, '# Navan').split('\n');
  const own = lines('docs/connector-page.md');
  const changelog = own.indexOf('## Changelog');
  const gone = own
    .slice(0, changelog)
    .filter((line) => !lines('contrib/docs/navan.md').includes(line));
  expect(gone.map((line) => line.slice(0, 27))).toEqual([
    '<!-- A connector page in th',
    '| `bookings_recheck_hours` ',
    '| `changes_filter`         ',
    '| `advanced.request_log`   ',
    '| `advanced.source_label`  ',
  ]);
});

it('given its metadata, when read, then both regions may be reached and receipts are not suggested', () => {
  const { data } = parse(text('contrib/source-navan/metadata.yaml')) as {
    data: { allowedHosts: { hosts: string[] }; suggestedStreams: { streams: string[] } };
  };
  expect(data.allowedHosts.hosts).toEqual(
    expect.arrayContaining(['api.navan.com', 'app-fra.navan.com']),
  );
  expect(data.suggestedStreams.streams).not.toContain('transaction_receipts');
});

it('given its metadata, when read, then it has what the package builds on, and the package’s licence is in its notes', () => {
  const { data } = parse(text('contrib/source-navan/metadata.yaml')) as {
    data: Record<string, unknown>;
  };
  expect(data).toMatchObject({
    ab_internal: { ql: 100, sl: 100 },
    releaseDate: '2024-11-26',
    remoteRegistries: { pypi: { enabled: false, packageName: 'airbyte-source-navan' } },
    externalDocumentationUrls: [{ url: 'https://developer.navan.com', type: 'api_reference' }],
    license: 'MIT',
  });
  expect(section('contrib/README.md', '## The licence')).toMatch(/MIT.*ELv2/su);
});

it('given the manifest, when it names a setup guide, then it is a page of this project', () => {
  const { documentation_url: page } = manifest().spec;
  expect(page ?? 'https://example.com/docs/connector-page.md').toMatch(
    /^https:\/\/.+\/docs\/connector-page\.md$/u,
  );
  expect(text('docs/releases.md')).toContain('`documentation_url`');
});
