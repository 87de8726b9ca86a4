import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulators, truth } from '../e2e/support/simulated';
import { describeNeeding } from '../support/needing';
import { expectIds, expectIdsAmong } from '../support/records';
import { filesBelow, PAGES, ROOT, section, text } from './support';

const simulator = simulators();

/** Its containers are processes on this machine that use the volume's folder directly, if they may read it. */
const DOCKER = `#!/bin/sh
echo "$*" >> "$CALLS"
while [ "$1" != source-navan:0.1.0 ]; do shift; done
shift
for word in "$@"; do
  shift
  case $word in /secrets/*) word=$PWD$word ;; esac
  set -- "$@" "$word"
done
exec "${process.execPath}" "${ROOT}/bin/source-navan" "$@"
`;

/** The page's commands in order, with continued lines joined. */
function commandsOf(page: string): readonly string[] {
  const [, block = ''] = /^```sh\n([^]*?)^```/m.exec(section(page, '## On the command line')) ?? [];
  return block.split(/\n(?=docker |jq )/).map((command) => command.trim());
}

let folder: string;
let stubs: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  stubs = mkdtempSync(join(tmpdir(), 'docker-stub-'));
  mkdirSync(join(folder, 'secrets'));
  writeFileSync(join(stubs, 'docker'), DOCKER, { mode: 0o755 });
});
afterEach(() => {
  for (const made of [folder, stubs]) rmSync(made, { recursive: true });
});

async function bash(command: string): Promise<number | null> {
  const env = {
    ...process.env,
    PATH: `${stubs}:${process.env['PATH'] ?? ''}`,
    CALLS: join(stubs, 'calls'),
  };
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd: folder,
    env,
    // Not 'ignore', which looks like a closed standard output.
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function idsRead(): readonly string[] {
  const lines = readFileSync(join(folder, 'read.jsonl'), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as { readonly record?: { stream: string; data: object } })
    .flatMap(({ record }) => (record?.stream === 'bookings' ? record.data : []))
    .map((data) => (data as { uuid: string }).uuid);
}

describeNeeding('jq', "the README's commands, one after another", () => {
  const commands = commandsOf('README.md');
  const run = async (some: readonly string[]): Promise<void> => {
    for (const command of some) expect([command, await bash(command)]).toEqual([command, 0]);
  };

  it('given only a config, when the commands run as written, then each finds its files, and the last two send changes', async () => {
    const navan = await simulator({ bookings: 40 });
    const config = navan.config({ bookings_recheck_hours: 0 });
    writeFileSync(join(folder, 'secrets/config.json'), JSON.stringify(config), { mode: 0o600 });
    await run(commands.slice(0, 4));
    const all = truth(navan).map((json) => (JSON.parse(json) as { uuid: string }).uuid);
    expectIds('bookings', idsRead(), all);
    const changed = navan.control.change('bookings', 5);
    await run(commands.slice(4));
    expectIdsAmong('bookings', idsRead().slice(all.length), changed);
    await run(commands.slice(-2));
    const calls = readFileSync(join(stubs, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(5);
    // By default the image runs as uid 1000, which cannot read another user's file with mode 600.
    const user = `${String(process.getuid?.())}:${String(process.getgid?.())}`;
    for (const call of calls) expect(call).toContain(`--user ${user} `);
  }, 60_000);
});

it('given page commands that mount secrets/, then all of them run as its owner', () => {
  const calls = PAGES.flatMap((page) => [...text(page).matchAll(/docker run .*secrets.*/g)]);
  expect(calls.length).toBeGreaterThan(4);
  for (const [call] of calls) expect(call).toContain('--user "$(id -u):$(id -g)"');
});

it('given what page commands write into the checkout, then git ignores it', () => {
  const commands = [...PAGES, ...filesBelow('examples', '.py')].map(text).join('\n');
  const redirected = [...commands.matchAll(/ >{1,2} ?([\w./-]+\.jsonl?)\b/g)].map(
    ([, file = '']) => file,
  );
  expect(redirected).toEqual(expect.arrayContaining(['discovered.jsonl', 'read.jsonl']));
  const written = [
    ...new Set(redirected),
    // PyAirbyte's local cache, and Terraform's files, secrets included.
    '.cache/navan/db.duckdb',
    'examples/terraform/.terraform/providers/x',
    'examples/terraform/.terraform.lock.hcl',
    'examples/terraform/terraform.tfstate',
    'examples/terraform/terraform.tfstate.backup',
    'secrets/acme/messages/1.jsonl',
  ];
  const { stdout } = spawnSync('git', ['check-ignore', ...written], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout.trim().split('\n').sort()).toEqual([...written].sort());
});
