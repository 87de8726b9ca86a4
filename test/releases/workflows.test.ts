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

it('given a release, when its version differs from the tag, then nothing is built', () => {
  const steps = jobs.image?.steps ?? [];
  const at = (what: RegExp): number =>
    steps.findIndex(({ run, uses }) => what.test(run ?? uses ?? ''));
  expect(at(/check-version\.mjs "\$GITHUB_REF_NAME"/)).toBeGreaterThan(0);
  expect(at(/check-version/)).toBeLessThan(at(/build-push-action/));
});

it('given the project’s own run of everything, when compared with CI, then CI leaves out no step', () => {
  const steps = [...text('.ci/run').matchAll(/^step '.+' (.+)$/gm)].map(([, command]) => command);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((command) => !ci.includes(command ?? ''))).toEqual([]);
});
