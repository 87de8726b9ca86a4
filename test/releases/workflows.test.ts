import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesBelow, text } from '../docs/support';

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

it('given the workflows, when listed, then there are two', () => {
  expect(FILES).toEqual(['.github/workflows/ci.yml', '.github/workflows/release.yml']);
});

describe.each(FILES)('given %s', (file) => {
  it('when an action is used, then by its commit, with its version beside it', () => {
    const used = [...text(file).matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    const others = used.filter((action) => !action.startsWith('./'));
    expect(others.length).toBeGreaterThan(0);
    for (const action of others) expect(action).toMatch(/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('when nothing else is said, then it may only read', () => {
    expect(workflow(file).permissions).toEqual({ contents: 'read' });
  });
});

it('given a release, when its image is built, then after the tests and with no more rights than it needs', () => {
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

  it('when it asks the registry for its version, then logged in, and before anything is pushed', () => {
    expect(at(/login-action/)).toBeGreaterThan(0);
    expect(asking).toBeGreaterThan(at(/login-action/));
    expect(asking).toBeGreaterThan(at(/setup-buildx-action/));
    expect(asking).toBeLessThan(at(/build-push-action/));
  });

  it.each([
    ['has it', 0, 'Name: ghcr.io/owner/source-navan:1.2.3', 1],
    ['does not have it', 1, 'ERROR: ghcr.io/owner/source-navan:1.2.3: not found', 0],
    ['has no such image', 1, 'ERROR: unexpected status from GET request: 403 Forbidden', 0],
    ['does not answer', 1, 'ERROR: dial tcp: i/o timeout', 1],
  ])('when the registry %s, then the step ends as it has to', (_, status, answer, expected) => {
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

it('given the project’s own run of everything, when compared with CI, then CI leaves out no step', () => {
  const commands = [...text('.ci/run').matchAll(/^step '.+' (.+)$/gm)].map(
    ([, command]) => command,
  );
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => !ci.includes(command ?? ''))).toEqual([]);
});
