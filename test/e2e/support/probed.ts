import type { Clock } from '../../../src/client/clock';
import type { Finding } from '../../../src/probe/probe';
import type { Simulator } from '../../../simulator';
import { jsonFile, run, type RunOptions } from '../../support/connector';

/** Time passes only while the probe waits for its next turn. */
export class SteppedClock implements Clock {
  readonly waits: number[] = [];
  private at = Date.parse('2026-11-24T12:00:00Z');

  constructor(private readonly onWait: () => void = () => undefined) {}

  now(): number {
    return this.at;
  }

  ticks(): number {
    return this.at;
  }

  sleep(ms: number): Promise<void> {
    this.waits.push(ms);
    this.at += ms;
    this.onWait();
    return Promise.resolve();
  }
}

/** The probe's findings at a simulator, by question id. Throws the probe's error. */
export async function probed(
  simulator: Simulator,
  { config, ...options }: RunOptions & { readonly config?: object } = {},
): Promise<ReadonlyMap<string, Finding>> {
  const path = jsonFile('probe-config', simulator.config(config));
  const { code, stdout, stderr } = await run(['probe', '--config', path, '--json'], {
    probeClock: new SteppedClock(),
    ...options,
  });
  if (code !== 0) throw new Error(stderr);
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding);
  return new Map(findings.map((finding) => [finding.id, finding]));
}
