import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesBelow, ROOT, text } from '../docs/support';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Release {
  readonly jobs: { readonly tests?: Job; readonly image?: Job };
}

const FILES = [...filesBelow('.github/workflows', '.yml')].sort();
const workflow = (file: string): Workflow => parse(text(file)) as Workflow;
const ci = text('.github/workflows/ci.yml');
const { jobs } = workflow('.github/workflows/release.yml') as Release;

it('given the workflows, when listed, then there are three', () => {
  expect(FILES).toEqual([
    '.github/workflows/ci.yml',
    '.github/workflows/codeql.yml',
    '.github/workflows/release.yml',
  ]);
});

describe.each(FILES)('given %s', (file) => {
  it('when it uses an action, then by its commit, with its version in a comment', () => {
    const used = [...text(file).matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    const others = used.filter((action) => !action.startsWith('./'));
    expect(others.length).toBeGreaterThan(0);
    for (const action of others) expect(action).toMatch(/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('when it sets no permissions, then it may only read', () => {
    expect(workflow(file).permissions).toEqual({ contents: 'read' });
  });
});

it('given a release, when its image is built, then after the tests and with minimal permissions', () => {
  const { tests, image } = jobs;
  expect(tests).toEqual({ uses: './.github/workflows/ci.yml' });
  expect(image?.needs).toBe('tests');
  expect(image?.permissions).toEqual({
    contents: 'write',
    packages: 'write',
    'id-token': 'write',
  });
});

const steps = jobs.image?.steps ?? [];
const at = (what: RegExp): number =>
  steps.findIndex(({ run, uses }) => what.test(run ?? uses ?? ''));

it('given a release, when its version differs from the tag, then nothing is built', () => {
  expect(at(/check-version\.mjs "\$GITHUB_REF_NAME"/)).toBeGreaterThan(0);
  expect(at(/check-version/)).toBeLessThan(at(/build-push-action/));
});

describe('given a release', () => {
  const asking = at(/imagetools inspect/);

  it('when it checks the registry for its version, then logged in, and before any push', () => {
    expect(at(/login-action/)).toBeGreaterThan(0);
    expect(asking).toBeGreaterThan(at(/login-action/));
    expect(asking).toBeGreaterThan(at(/setup-buildx-action/));
    expect(asking).toBeLessThan(at(/build-push-action/));
  });

  it.each([
    ['has it', 0, 'Name: ghcr.io/owner/source-navan:1.2.3', 1],
    ['does not have it', 1, 'ERROR: ghcr.io/owner/source-navan:1.2.3: not found', 0],
    ['has no such image', 1, 'ERROR: unexpected status from GET request: 403 Forbidden', 0],
    ['does not respond', 1, 'ERROR: dial tcp: i/o timeout', 1],
  ])('when the registry %s, then the step ends as it should', (_, status, answer, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    const docker = `#!/bin/sh\necho '${answer}' >&2\nexit ${status}\n`;
    writeFileSync(join(folder, 'docker'), docker, { mode: 0o755 });
    const { status: ended } = spawnSync('bash', ['-e', '-c', steps[asking]?.run ?? ''], {
      env: {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        IMAGE: 'ghcr.io/owner/source-navan:1.2.3',
      },
    });
    rmSync(folder, { recursive: true });
    expect(ended).toBe(expected);
  });
});

interface Suite {
  readonly name: string;
  readonly command: string;
}

/** The list of suites, and its output for the workflow: an ES module, so another process reads it. */
function suites(): { readonly all: readonly Suite[]; readonly jobs: readonly { run: string }[] } {
  const code = `import { SUITES, jobs } from './scripts/suites.mjs'; console.log(JSON.stringify({ all: SUITES, jobs: jobs() }))`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as ReturnType<typeof suites>;
}

describe('given the list of suites', () => {
  const { all, jobs } = suites();

  it('when GitHub and .ci/run use it, then each runs all of it', () => {
    const inJobs = jobs.flatMap(({ run }) => run.split(' && '));
    const rest = all.map(({ command }) => command).filter((command) => !inJobs.includes(command));
    expect(rest).toEqual(['npm test']);
    expect(ci).toContain('- run: npm test\n');
    expect(ci).toContain('echo "suites=$(node scripts/suites.mjs)" >> "$GITHUB_OUTPUT"');
    expect(ci).toContain('suite: ${{ fromJSON(needs.list.outputs.suites) }}');
    expect(text('.ci/run')).toMatch(/^exec node scripts\/check\.mjs "\$@"$/m);
  });

  it('when it names commands, then they exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    for (const { command } of all)
      expect(scripts).toHaveProperty([command.replace(/^(?:env \S+ )?npm (?:run )?| --.*$/g, '')]);
  });
});

describe('given other lists of suites', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suites-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function run(...commands: readonly string[]): {
    last: string | undefined;
    status: number | null;
  } {
    const list = join(folder, 'suites.json');
    writeFileSync(list, JSON.stringify(commands.map((command) => ({ name: command, command }))));
    const { stdout, status } = spawnSync('bash', ['.ci/run', list], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    return { last: stdout.trimEnd().split('\n').at(-1), status };
  }

  it.each([
    ['a summary', ['echo 10 passed, 0 failed'], '10 passed, 0 failed', 0],
    ['no summary', ['true', 'false'], '1 passed, 1 failed', 1],
    ['skipped tests', ['echo 3 passed, 0 failed, 2 skipped'], '3 passed, 0 failed, 2 skipped', 0],
    ['a summary with failures', ['echo 3 passed, 2 failed'], '3 passed, 2 failed', 1],
    ['a missing program', ['no-such-program'], '0 passed, 1 failed', 1],
    ['text that looks like a summary', ['echo 3 passed, 0 failed in 2 s'], '1 passed, 0 failed', 0],
  ])('when they end with %s, then the last line counts it', (_, commands, last, status) => {
    expect(run(...commands)).toEqual({ last, status });
  });

  it('when some run side by side, then each is printed as a whole and counted', () => {
    const list = join(folder, 'parallel.json');
    const program = join(folder, 'says.sh');
    writeFileSync(program, 'echo begins\nsleep 0.3\necho $1 passed, 0 failed\n');
    const suites = [1, 2, 3].map((count) => ({
      name: `suite ${String(count)}`,
      command: `sh ${program} ${String(count)}`,
      isParallel: true,
    }));
    writeFileSync(list, JSON.stringify(suites));
    const { stdout } = spawnSync('bash', ['.ci/run', list], { cwd: ROOT, encoding: 'utf8' });
    const whole = [1, 2, 3].map(
      (count) =>
        `== suite ${String(count)}\nbegins\n${String(count)} passed, 0 failed\n== suite ${String(count)}: exit 0\n`,
    );
    const untimed = stdout.replaceAll(/ after \d+ s$/gm, '');
    for (const text of whole) expect(untimed).toContain(text);
    expect(stdout).toMatch(/\n6 passed, 0 failed\n$/);
  });

  it('when one needs another of a different lane, then it begins after that has ended', () => {
    const list = join(folder, 'after.json');
    const suites = [
      { name: 'slow', command: 'sleep 0.5', lane: 'first' },
      { name: 'needs it', command: 'true', lane: 'second', after: 'slow' },
    ];
    writeFileSync(list, JSON.stringify(suites.map((suite) => ({ ...suite, isParallel: true }))));
    const { stdout } = spawnSync('bash', ['.ci/run', list], { cwd: ROOT, encoding: 'utf8' });
    expect(stdout.match(/^== .*(?=: exit)/gm)).toEqual(['== slow', '== needs it']);
  });

  it('when one fails with a summary without failures, then it counts as one', () => {
    const program = join(folder, 'fails.sh');
    writeFileSync(program, 'echo 1 passed, 1 failed\necho 5 passed, 0 failed >&2\nexit 3\n');
    expect(run(`sh ${program}`)).toEqual({ last: '5 passed, 1 failed', status: 1 });
  });
});
