import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../docs/support';

const LOCKED = {
  '': { version: '0.1.0' },
  'node_modules/left': { version: '1.0.0' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  cpSync(join(ROOT, 'scripts/install.mjs'), join(folder, 'scripts/install.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "$*" > called\nexit "${NPM_STATUS:-0}"\n', {
    mode: 0o755,
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The arguments of npm, if it was run, in a project with these packages installed. */
function install(installed?: object, npmStatus = 0): { npm: string | undefined; status: unknown } {
  if (installed) {
    mkdirSync(join(folder, 'node_modules'));
    const file = join(folder, 'node_modules/.package-lock.json');
    writeFileSync(file, JSON.stringify({ packages: installed }));
  }
  const { status } = spawnSync(process.execPath, [join(folder, 'scripts/install.mjs')], {
    env: { PATH: `${folder}:/usr/bin:/bin`, NPM_STATUS: String(npmStatus) },
  });
  const called = join(folder, 'called');
  return { npm: existsSync(called) ? readFileSync(called, 'utf8').trim() : undefined, status };
}

it.each([
  ['no node_modules', undefined, 'ci'],
  ['an empty node_modules', {}, 'install --no-save'],
  [
    'another version of a package',
    { 'node_modules/left': { version: '0.9.0' } },
    'install --no-save',
  ],
  [
    'everything except packages for another platform',
    { 'node_modules/left': { version: '1.0.0' } },
    undefined,
  ],
])('given %s, when packages are installed, then npm adds what is missing', (_, installed, npm) => {
  expect(install(installed)).toEqual({ npm, status: 0 });
});

it('given an npm that fails, when packages are installed, then the installation fails too', () => {
  expect(install({}, 1)).toEqual({ npm: 'install --no-save', status: 1 });
});
