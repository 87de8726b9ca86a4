import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readArguments, selected } from '../../e2e/support/sync';
import { checkLines } from '../../protocol/checked-lines';
import { start } from '../../support/process';

type Json = Record<string, unknown>;

export interface StateMessage {
  readonly type: 'STATE';
  readonly state: { readonly stream: { readonly stream_state: Json }; readonly sourceStats: Json };
}

export interface ProcessRead {
  /** Ids of the bookings, in order of arrival. */
  readonly ids: readonly string[];
  /** Every state, with the number of records before it. */
  readonly states: readonly { readonly message: StateMessage; readonly after: number }[];
  readonly statuses: readonly string[];
  /** Of the TRACE ERRORs. */
  readonly errors: readonly string[];
  /** Whether stdout ended in the middle of a line: what a kill leaves behind. */
  readonly brokenEnd: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the test's signal to the end; 0 without one. */
  readonly endedAfterMs: number;
}

export interface Interruption {
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** Sent after this many lines. */
  readonly afterLines: number;
}

interface Trace {
  readonly stream_status?: { readonly status: string };
  readonly error?: { readonly message: string };
}

interface Seen {
  ids: string[];
  states: { message: StateMessage; after: number }[];
  statuses: string[];
  errors: string[];
  broken: string | undefined;
}

/** Reads bookings with the built connector in its own process. */
export function processRead(
  config: Json,
  mode: 'full_refresh' | 'incremental',
  state?: StateMessage,
  interruption?: Interruption,
): Promise<ProcessRead> {
  const catalog = { streams: [selected('bookings', mode)] };
  return follow(readArguments(config, catalog, state ? [state.state] : []), interruption);
}

async function follow(
  args: readonly string[],
  interruption: Interruption | undefined,
): Promise<ProcessRead> {
  const child = start(args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const seen: Seen = { ids: [], states: [], statuses: [], errors: [], broken: undefined };
  let lines = 0;
  let sentAt: number | undefined;
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('exit', (code, signal) => {
      resolve([code, signal]);
    });
  });
  for await (const line of createInterface({ input: child.stdout as Readable })) {
    if (seen.broken !== undefined) throw new Error('a broken line that is not the last one');
    take(line, seen);
    lines += 1;
    if (interruption && lines === interruption.afterLines) {
      sentAt = Date.now();
      child.kill(interruption.signal);
    }
  }
  const [code, signal] = await ended;
  return {
    ...seen,
    brokenEnd: seen.broken !== undefined,
    code,
    signal,
    endedAfterMs: sentAt === undefined ? 0 : Date.now() - sentAt,
  };
}

function take(line: string, seen: Seen): void {
  let message: Json;
  try {
    message = JSON.parse(line) as Json;
  } catch {
    seen.broken = line;
    return;
  }
  checkLines(line);
  if (message['type'] === 'RECORD') {
    seen.ids.push((message['record'] as { data: { uuid: string } }).data.uuid);
  } else if (message['type'] === 'STATE') {
    seen.states.push({ message: message as unknown as StateMessage, after: seen.ids.length });
  } else if (message['type'] === 'TRACE') {
    const { stream_status: status, error } = message['trace'] as Trace;
    if (status) seen.statuses.push(status.status);
    if (error) seen.errors.push(error.message);
  }
}
