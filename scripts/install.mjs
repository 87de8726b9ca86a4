#!/usr/bin/env node
// Installs what package-lock.json lists and node_modules lacks. Keeps an existing node_modules, and doesn't run npm if
// nothing is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function packagesIn(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** Paths of packages that are absent or have another version. Optional ones may be for other platforms. */
function missingPackages() {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json'))
    .filter(([path, { version, optional }]) => {
      const found = installed[path]?.version;
      return path !== '' && found !== version && !(optional && found === undefined);
    })
    .map(([path]) => path);
}

/** Whether everything is installed afterwards. */
export function installMissing() {
  if (missingPackages().length === 0) return true;
  // `npm ci` deletes node_modules first; `npm install --no-save` adds to it and leaves the lock file alone.
  const args = existsSync(join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  return spawnSync('npm', args, { cwd: root, stdio: 'inherit' }).status === 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = installMissing() ? 0 : 1;
