import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeNeeding } from '../support/needing';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs setup.sh with a Python that claims another version and creates no environment. */
function setUp(major: number, minor: number) {
  const python = join(folder, 'python');
  const stub = `#!/bin/sh
[ "$1" = -c ] || { mkdir "$3"; exit 3; }
exec python3 -c "import sys; sys.version_info = (${major}, ${minor}, 1); $2"
`;
  writeFileSync(python, stub, { mode: 0o755 });
  const { status, stderr } = spawnSync('sh', [join(__dirname, 'setup.sh'), join(folder, 'venv')], {
    env: { ...process.env, PYTHON: python },
    encoding: 'utf8',
  });
  return { status, stderr, isMade: existsSync(join(folder, 'venv')) };
}

describeNeeding('python3', 'setup.sh', () => {
  it.each([
    [3, 9],
    [3, 13],
  ])(
    'given Python %d.%d, when it sets up, then it names the supported versions',
    (major, minor) => {
      expect(setUp(major, minor)).toEqual({
        status: 1,
        stderr: `${join(folder, 'python')} is not Python 3.10, 3.11 or 3.12; name one of them in PYTHON\n`,
        isMade: false,
      });
    },
  );

  it.each([
    [3, 10],
    [3, 12],
  ])('given Python %d.%d, when it sets up, then it creates the environment', (major, minor) => {
    expect(setUp(major, minor)).toEqual({ status: 3, stderr: '', isMade: true });
  });
});
