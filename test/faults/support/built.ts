import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcome, type Outcome } from '../../unit/cli/command-line';

const BIN = join(__dirname, '../../../bin/source-navan');

export type Environment = Readonly<Record<string, string>>;

/** The built connector in a process of its own, whose environment holds nothing but what is given. */
export class Built {
  private readonly folder = mkdtempSync(join(tmpdir(), 'source-navan-'));

  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** A full refresh of bookings. */
  read(config: object, environment: Environment = {}): Promise<Outcome> {
    const stream = { name: 'bookings', json_schema: {}, supported_sync_modes: ['full_refresh'] };
    const catalog = {
      streams: [{ stream, sync_mode: 'full_refresh', destination_sync_mode: 'overwrite' }],
    };
    const files = [
      '--config',
      this.file('config.json', JSON.stringify(config)),
      '--catalog',
      this.file('catalog.json', JSON.stringify(catalog)),
    ];
    return outcome(
      spawn(process.execPath, [BIN, 'read', ...files], { cwd: '/', env: environment }),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

interface Message {
  readonly record?: { readonly data: object };
  readonly trace?: {
    readonly error?: { readonly message: string; readonly failure_type: string };
  };
}

/** The ids of the records. */
export function idsOf({ messages }: Outcome): readonly string[] {
  const records = (messages as readonly Message[]).flatMap(({ record }) => record ?? []);
  return records.map(({ data }) => (data as { uuid: string }).uuid);
}

export function errorsOf({
  messages,
}: Outcome): readonly { readonly message: string; readonly failure_type: string }[] {
  return (messages as readonly Message[]).flatMap(({ trace }) => trace?.error ?? []);
}
