import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStdoutClosed } from '../../../src/cli/closed-stdout';

const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What Linux reports for a process with such a standard output. */
function proc(name: string, target: string, fdinfo: string): string {
  const path = join(folder, name);
  for (const part of ['fd', 'fdinfo']) mkdirSync(join(path, part), { recursive: true });
  symlinkSync(target, join(path, 'fd/1'));
  writeFileSync(join(path, 'fdinfo/1'), fdinfo);
  return path;
}

it.each([
  ['/dev/null as Node opens it', '/dev/null', 'pos:\t0\nflags:\t0100002\nmnt_id:\t25\n', true],
  ['/dev/null as a shell opens it', '/dev/null', 'pos:\t0\nflags:\t0100001\n', false],
  ['/dev/null, appended to', '/dev/null', 'flags:\t0102001\n', false],
  ['a pipe', 'pipe:[123]', 'flags:\t01\n', false],
  ['a terminal, which is read as well', '/dev/pts/0', 'flags:\t0100002\n', false],
  ['something without flags', '/dev/null', 'pos:\t0\n', false],
])('given %s, when checked, then it is closed: %s', (name, target, fdinfo, isClosed) => {
  expect(isStdoutClosed(proc(name.replace(/\W/g, ''), target, fdinfo))).toBe(isClosed);
});

it('given a system without such a folder, when checked, then it is not reported as closed', () => {
  expect(isStdoutClosed(join(folder, 'nowhere'))).toBe(false);
});
