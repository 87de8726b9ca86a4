#!/usr/bin/env node
// Runs the fault matrix and puts its table into docs/reliability.md, between the markers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'reliability.md');
const folder = mkdtempSync(join(tmpdir(), 'source-navan-faults-'));
const table = join(folder, 'table.md');

const { status } = spawnSync('npx', ['--no-install', 'jest', 'test/faults/fault-matrix.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FAULT_MATRIX_FILE: table },
});
if (status === 0) {
  const markers = /(<!-- fault matrix -->\n)[^]*(<!-- end of fault matrix -->)/u;
  const text = readFileSync(page, 'utf8');
  if (!markers.test(text)) throw new Error(`${page} has no place for the table`);
  const rows = readFileSync(table, 'utf8');
  writeFileSync(
    page,
    text.replace(markers, (_, begin, end) => `${begin}\n${rows}\n${end}`),
  );
}
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
