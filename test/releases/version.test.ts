import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../docs/support';

const FILES = [
  'package.json',
  'package-lock.json',
  'metadata.yaml',
  'Dockerfile',
  'README.md',
  'docs/airbyte.md',
  'examples/pyairbyte.py',
  'CHANGELOG.md',
  'examples/docker-run/sync.sh',
  'examples/docker-run/README.md',
  'examples/terraform/main.tf',
];
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
  for (const file of FILES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), readFileSync(join(ROOT, file)));
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
}

/** Dates the changelog's section of this version. */
function date(day: string): void {
  const file = join(folder, 'CHANGELOG.md');
  const text = readFileSync(file, 'utf8');
  const heading = `## [${version}] - `;
  expect(text).toContain(heading);
  const [before = '', after = ''] = text.split(heading);
  writeFileSync(file, before + heading + after.replace(/^.*/, day));
}

function check(...tag: readonly string[]): { status: number | null; errors: string } {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/check-version.mjs'), ...tag],
    { env: { ...process.env, PROJECT_ROOT: folder }, encoding: 'utf8' },
  );
  return { status, errors: stderr };
}

describe('given the project', () => {
  it('when its version is checked, then all places agree', () => {
    expect(check()).toEqual({ status: 0, errors: '' });
  });

  it('when its changelog has a date, then its tag must agree too', () => {
    date('2026-12-01');
    expect(check(`v${version}`)).toEqual({ status: 0, errors: '' });
  });

  it('when its changelog has no date, then its tag is rejected', () => {
    date('Unreleased');
    expect(check(`v${version}`)).toEqual({
      status: 1,
      errors: `CHANGELOG.md: expected a date behind ${version}, found Unreleased\n`,
    });
  });

  it('when the tag has another version, then it is rejected', () => {
    date('2026-12-01');
    expect(check('v9.9.9')).toEqual({
      status: 1,
      errors: `tag: expected ${version}, found 9.9.9\n`,
    });
  });
});

it.each([
  ['package-lock.json', `"version": "${version}"`, '"version": "9.9.9"', '9.9.9'],
  ['metadata.yaml', `dockerImageTag: ${version}`, 'dockerImageTag: 9.9.9', '9.9.9'],
  ['Dockerfile', `ARG VERSION=${version}`, 'ARG VERSION=9.9.9', '9.9.9'],
  ['README.md', `source-navan:${version}`, 'source-navan:9.9.9', `9.9.9, ${version}`],
  ['docs/airbyte.md', `source-navan:${version}`, 'source-navan:9.9.9', `9.9.9, ${version}`],
  ['docs/airbyte.md', `\`${version}\``, '`9.9.9`', `${version}, 9.9.9`],
  ['examples/pyairbyte.py', `source-navan:${version}`, 'source-navan:9.9.9', '9.9.9'],
  ['examples/docker-run/sync.sh', `source-navan:${version}`, 'source-navan:9.9.9', '9.9.9'],
  ['examples/terraform/main.tf', `"${version}"`, '"9.9.9"', '9.9.9'],
  ['CHANGELOG.md', `## [${version}]`, '## [9.9.9]', '9.9.9'],
  ['Dockerfile', `ARG VERSION=${version}`, 'ARG VERSION', 'none'],
])('given %s with another version, when checked, then it is named', (file, from, to, found) => {
  edit(file, from, to);
  expect(check()).toEqual({ status: 1, errors: `${file}: expected ${version}, found ${found}\n` });
});
