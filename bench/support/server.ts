import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Server {
  readonly url: string;
  stop(): void;
}

/** The simulator in a process of its own, as a remote API would be. */
export async function startServer(...options: readonly string[]): Promise<Server> {
  const main = join(__dirname, '../../simulator/main.js');
  const child = spawn(process.execPath, ['--max-old-space-size=3000', main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), stop: () => child.kill('SIGTERM') };
}

export async function control<T>(url: string, name: string): Promise<T> {
  return (await (await fetch(`${url}/_control/${name}`)).json()) as T;
}

export async function tell(url: string, name: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${url}/_control/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${name}: ${String(answer.status)}`);
}
