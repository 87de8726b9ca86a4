import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, measureCommand, written } from './support/measure';
import { spread, type Other } from './support/results';
import { control } from './support/server';

/** Programs of other people's runtimes that read the same bookings from the same server, as their users run them. */

const ROOT = join(__dirname, '../..');
const ROUNDS = 1;

interface Program {
  readonly name: string;
  readonly start: readonly string[];
  readonly read: readonly string[];
}

/** A Python environment, made if it is missing. */
function environment(name: string, requirements: string): string {
  const folder = join(ROOT, name);
  const setup = join(ROOT, 'test/witness/setup.sh');
  const { status } = spawnSync(setup, [folder, join(ROOT, requirements)], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} could not be made`);
  return join(folder, 'bin');
}

function versionIn(requirements: string, name: string): string {
  const text = readFileSync(join(ROOT, requirements), 'utf8');
  return new RegExp(`^${name}(?:\\[.*\\])?==(\\S+)`, 'm').exec(text)?.[1] ?? '';
}

const CATALOG = {
  streams: [
    {
      stream: { name: 'bookings', json_schema: {}, supported_sync_modes: ['full_refresh'] },
      sync_mode: 'full_refresh',
      destination_sync_mode: 'append',
    },
  ],
};

function programs(config: object, folder: string): readonly Program[] {
  const [witness, singer] = ['test/witness/requirements.txt', 'test/singer/requirements.txt'];
  const airbyte = join(environment('.venv-witness', witness), 'source-declarative-manifest');
  const tap = [
    join(environment('.venv-singer', singer), 'python'),
    join(ROOT, 'bench/singer_tap.py'),
  ];
  const connector = [process.execPath, join(ROOT, 'dist/src/main.js')];
  const manifest = ['--manifest-path', join(ROOT, 'resources/manifest.yaml')];
  const withConfig = ['--config', written(folder, 'config', config)];
  const inputs = [...withConfig, '--catalog', written(folder, 'catalog', CATALOG)];
  return [
    {
      name: 'the connector',
      start: [...connector, 'spec'],
      read: [...connector, 'read', ...inputs],
    },
    {
      name: `airbyte-cdk ${versionIn(witness, 'airbyte-cdk')}, the same manifest`,
      start: [airbyte, 'spec', ...manifest],
      read: [airbyte, 'read', ...inputs, ...manifest],
    },
    {
      name: `a tap of singer-sdk ${versionIn(singer, 'singer-sdk')}`,
      start: [...tap, ...withConfig, '--discover'],
      read: [...tap, ...withConfig],
    },
  ];
}

/** With the form's defaults, taking turns. The start of the process is taken off. */
export async function measureOthers(url: string, bookings: number): Promise<readonly Other[]> {
  const config = await control<object>(url, 'config');
  return inFolder(async (folder) => {
    const all = programs(config, folder).map((program) => ({
      ...program,
      seconds: [] as number[],
      cpuSeconds: [] as number[],
    }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const { start, read, seconds, cpuSeconds } of all) {
        const [started, whole] = [
          await measureCommand(start, ROOT),
          await measureCommand(read, ROOT),
        ];
        seconds.push(whole.seconds - started.seconds);
        cpuSeconds.push(whole.cpuSeconds - started.cpuSeconds);
      }
    }
    return all.map(({ name, seconds, cpuSeconds }) => ({
      ...{ name, bookings, cpuPerBooking: spread(cpuSeconds).median / bookings },
      bookingsPerSecond: bookings / spread(seconds).median,
    }));
  });
}
