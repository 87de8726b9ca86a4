import type { Clock } from '../../../src/client/clock';
import { createConnector } from '../../../src/cli/create-connector';
import { parseConfig } from '../../../src/config/parse-config';
import type { Finding } from '../../../src/probe/probe';
import type { Question } from '../../../src/probe/question';
import type { Simulator } from '../../../simulator';
import { RecordedOutput } from './recorded-output';
import { shortLimits } from './short-limits';

/** Time that passes only while the probe waits for its next turn. */
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

export interface ProbeTestOptions {
  readonly config?: object;
  readonly clock?: Clock;
  readonly questions?: readonly Question[];
  readonly manifestFile?: string;
}

/** What the probe finds at a simulator, by the question's id. */
export async function probed(
  simulator: Simulator,
  options: ProbeTestOptions = {},
): Promise<ReadonlyMap<string, Finding>> {
  const context = { addSecret: () => undefined, allowedHosts: [] };
  const connector = createConnector(context, {
    limits: shortLimits,
    probeClock: options.clock ?? new SteppedClock(),
    ...(options.questions ? { questions: options.questions } : {}),
    ...(options.manifestFile ? { manifestFile: options.manifestFile } : {}),
  });
  const config = parseConfig(simulator.config(options.config), connector.spec);
  const findings = new Map<string, Finding>();
  const signal = new AbortController().signal;
  for await (const finding of connector.probe(config, new RecordedOutput(), signal))
    findings.set(finding.id, finding);
  return findings;
}
