import { setTimeout as after } from 'node:timers/promises';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { LineWriter } from '../protocol/line-writer';
import { withResolvers } from '../protocol/with-resolvers';
import { isStdoutClosed } from './closed-stdout';
import { Program } from './program';

/** After a signal: time for the verb to end, then for the reader to take the rest. Five seconds in all. */
const GRACE_MS = 3000;
const FLUSH_MS = 1500;

const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;
type StopSignal = keyof typeof EXIT_CODES;
const STOP_SIGNALS = Object.keys(EXIT_CODES) as readonly StopSignal[];

/** Why a run ends before its verb does; `closed`: the reader of stdout is gone. */
type Stop = StopSignal | 'closed' | 'crashed';

/** Runs one verb. Resolves with the exit code once everything is written; after a signal the process dies by it. */
export async function runProcess(argv: readonly string[]): Promise<number> {
  // If the process ends in any other way, the run is incomplete.
  process.exitCode = 1;
  const stopping = new AbortController();
  const { promise: stopped, resolve: stop } = withResolvers<Stop>();
  const program = programOfProcess(stopping.signal, stop);
  if (isStdoutClosed()) {
    const found = 'standard output closed';
    program.outputClosed(new ConnectorError(PROTOCOL_ERRORS['output-closed'], { found }));
    return 1;
  }
  const verb = program.run(argv);
  const end = await Promise.race([verb, stopped]);
  if (typeof end === 'number') return program.finish(end);
  stopping.abort(interruption(end));
  if (end !== 'crashed') await withTimeout(GRACE_MS, verb);
  await withTimeout(FLUSH_MS, program.finish(1));
  return isSignal(end) ? dieBy(end) : 1;
}

/** The program with this process's output and environment. Calls `stop` when the run has to end early. */
function programOfProcess(signal: AbortSignal, stop: (why: Stop) => void): Program {
  const { stdout, stderr } = process;
  const writer = new LineWriter(stdout, {
    onClosed: (error) => {
      program.outputClosed(error);
      stop('closed');
    },
  });
  const program = new Program({
    stdout: writer,
    stderr: (text) => {
      stderr.write(text);
    },
    isTerminal: stdout.isTTY,
    environment: process.env,
    signal,
  });
  // If stderr fails too, no channel is left to report it.
  stderr.on('error', () => undefined);
  onStopSignal(stop);
  onCrash((error) => {
    program.report(error);
    stop('crashed');
  });
  return program;
}

/** The error for interrupted streams. A crash is already reported, and without a reader there is none to report. */
function interruption(why: Stop): ConnectorError | undefined {
  return isSignal(why) ? new ConnectorError(CLI_ERRORS.interrupted, { found: why }) : undefined;
}

/** Calls `crash` for uncaught errors, and when the event loop runs empty before the run has ended. */
function onCrash(crash: (error: unknown) => void): void {
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('beforeExit', () => {
    crash(new RangeError('The event loop ran empty before the run ended'));
  });
}

/** Calls `stop` at the first stop signal; a second one ends the process at once. */
function onStopSignal(stop: (signal: StopSignal) => void): void {
  let stopping = false;
  for (const name of STOP_SIGNALS) {
    process.on(name, () => {
      if (stopping) void dieBy(name);
      else stop(name);
      stopping = true;
    });
  }
}

function isSignal(why: Stop): why is StopSignal {
  return why in EXIT_CODES;
}

/**
 * Ends the process as the signal would by default: PyAirbyte takes -15 for a stopped read and 143 for a failed one.
 * Process 1 of a container has no such default, so it exits.
 */
async function dieBy(signal: StopSignal): Promise<never> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  if (process.pid !== 1) await after(200);
  process.exit(EXIT_CODES[signal]);
}

async function withTimeout(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, after(ms, undefined, timer)]);
  timer.abort();
}
