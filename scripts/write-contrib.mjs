#!/usr/bin/env node
// Writes the table of streams in docs/connector-page.md, and what contrib/ shares with this project: manifest,
// metadata, icon and that page. With --check it writes nothing and exits with 1 if a copy is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { isMap, isScalar, parse, parseDocument, stringify } from 'yaml';

const root = join(import.meta.dirname, '..');
const read = (file) => readFileSync(join(root, file), 'utf8');

const HEAD = ` Streams of Navan's travel and expense API.
 Expressions are plain enough to be read as they stand; what is under "metadata" names each stream's scope once.`;

/** Address of docs/connector-page.md in Airbyte's docs. */
const CATALOGUE_PAGE = 'https://docs.airbyte.com/integrations/sources/navan';

/** Options that Airbyte's runtime ignores, so the form must not offer them. */
const IGNORED = [
  ['bookings_recheck_hours'],
  ['changes_filter'],
  ['advanced', 'properties', 'request_log'],
  ['advanced', 'properties', 'source_label'],
];

function keysOf(node) {
  return isMap(node) ? node.items.map(({ key }) => key).filter(isScalar) : [];
}

function manifest() {
  const document = parseDocument(read('resources/manifest.yaml'));
  for (const key of keysOf(document.contents).slice(0, 1)) key.commentBefore = HEAD;
  for (const path of IGNORED)
    document.deleteIn(['spec', 'connection_specification', 'properties', ...path]);
  const spec = document.get('spec');
  if (!isMap(spec)) throw new Error('The manifest has no spec');
  for (const key of keysOf(spec)) delete key.commentBefore;
  spec.items.splice(1, 0, document.createPair('documentation_url', CATALOGUE_PAGE));
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return text.replace(/^# (?:Begin|End) of the embedded schemas.*\n/gm, '');
}

/**
 * Airbyte's catalogue already has a Navan connector: the package keeps its ID, name, date, and the quality and support
 * levels that Airbyte gave it.
 */
const CATALOGUE = {
  ab_internal: { ql: 100, sl: 100 },
  releaseDate: '2024-11-26',
  remoteRegistries: { pypi: { enabled: false, packageName: 'airbyte-source-navan' } },
  externalDocumentationUrls: [
    {
      title: 'Navan developer portal',
      url: 'https://developer.navan.com',
      type: 'api_reference',
    },
  ],
  definitionId: '4ea87f6d-def2-4e77-8a28-7b860cd52f94',
  dockerRepository: 'airbyte/source-navan',
  dockerImageTag: '1.0.0',
  connectorBuildOptions: { baseImage: 'docker.io/airbyte/source-declarative-manifest:7.39.1' },
  registryOverrides: { oss: { enabled: true }, cloud: { enabled: true } },
  tags: ['language:manifest-only', 'cdk:low-code'],
  connectorTestSuitesOptions: [{ suite: 'unitTests' }],
  releases: {
    breakingChanges: {
      '1.0.0': {
        message:
          'Bookings are read by month of creation and keep a state of their own, so the first sync after the upgrade reads everything again. Passport details are left out unless they are asked for.',
        upgradeDeadline: '2027-06-30',
        scopedImpact: [{ scopeType: 'stream', impactedScopes: ['bookings'] }],
      },
    },
  },
};

// YAML 1.1, as Python reads it, needs quotes around a string that looks like a date.
function metadata() {
  const { metadataSpecVersion, data } = parse(read('metadata.yaml'));
  return stringify(
    { metadataSpecVersion, data: { ...data, ...CATALOGUE } },
    { lineWidth: 0, version: '1.1' },
  );
}

const CHANGELOG = `## Changelog

<details>
  <summary>Expand to review</summary>

| Version | Date       | Pull Request    | Subject                                                                       |
| ------- | ---------- | --------------- | ----------------------------------------------------------------------------- |
| 1.0.0   | YYYY-MM-DD | to be filled in | Every booking type and later change; transactions, users, receipts; EU region |

</details>
`;

/** The project's page, with the streams of the manifest. */
async function connectorPage() {
  const { definitions, metadata } = parse(read('resources/manifest.yaml'));
  const code = (name) => (name === undefined ? '' : `\`${name}\``);
  const rows = Object.entries(metadata.source_navan.streams).map(([name, { scope }]) => {
    const { primary_key: key, incremental_sync: sync } = definitions[name];
    const cursor = sync?.$ref === undefined ? sync : definitions[sync.$ref.split('/').at(-1)];
    return `| ${[name, key?.join(), cursor?.cursor_field, scope].map(code).join(' | ')} |`;
  });
  const table = `| Stream | Primary key | Cursor field | Scope |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n\n`;
  const text = read('docs/connector-page.md').replace(
    /(?<=^## Supported streams\n\n)[^]*?(?=^## )/mu,
    () => table,
  );
  const options = await prettier.resolveConfig(join(root, 'docs/connector-page.md'));
  return prettier.format(text, { ...options, parser: 'markdown' });
}

/** The page for Airbyte's catalogue. */
function cataloguePage(own) {
  const ignored = IGNORED.map((path) => path.filter((part) => part !== 'properties').join('.'));
  return own
    .replace(
      /<!--.+-->/,
      "<!-- Goes to docs/integrations/sources/navan.md of Airbyte's repository. -->",
    )
    .replace(/^\| `([^`]+)`.*\n/gm, (row, name) => (ignored.includes(name) ? '' : row))
    .replace(/^## Changelog[^]*/m, CHANGELOG);
}

const ownPage = await connectorPage();
const FILES = {
  'docs/connector-page.md': ownPage,
  'contrib/source-navan/manifest.yaml': manifest(),
  'contrib/source-navan/metadata.yaml': metadata(),
  'contrib/source-navan/icon.svg': read('resources/icon.svg'),
  'contrib/docs/navan.md': cataloguePage(ownPage),
};

for (const [file, text] of Object.entries(FILES)) {
  if (!process.argv.includes('--check')) writeFileSync(join(root, file), text);
  else if (read(file) !== text) {
    console.error(`${file} is stale. Run: node scripts/write-contrib.mjs`);
    process.exitCode = 1;
  }
}
