import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

/** Runs the simulator in its own process, like a remote API. */
export function startServer(...options: readonly string[]): Promise<Server> {
  return startProgram(join(__dirname, '../../simulator/main.js'), ...options);
}

/** Starts a Node program that prints its URL once it listens. */
export async function startProgram(main: string, ...args: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, ['--max-old-space-size=3000', main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), pid: child.pid ?? 0, stop: () => child.kill('SIGTERM') };
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
