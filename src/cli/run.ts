import { CLI_ERRORS } from '../errors/cli-errors';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { ConnectorError } from '../errors/connector-error';
import { LineWriter } from '../protocol/line-writer';
import { withResolvers } from '../protocol/with-resolvers';
import type { CreateConnector } from './connector';
import { Invocation } from './invocation';
import { isStdoutClosed } from './closed-output';
import { onCrash } from './process-events';
import { dieBy, isSignal, onStopSignal } from './stop-signals';
import type { StopSignal } from './stop-signals';
import { within } from './within';

/** After a signal: for the verb to end by itself, then for the reader to take what is left. Five seconds in all. */
const GRACE_MS = 3000;
const FLUSH_MS = 1500;

/** Why a run ends before its verb does; `closed` is the reader of stdout gone away. */
type Stop = StopSignal | 'closed' | 'crashed';

/** Runs one verb. Resolves with the exit code once everything is written; after a signal the process dies by it. */
export function run(argv: readonly string[], createConnector: CreateConnector): Promise<number> {
  return new Run(createConnector).run(argv);
}

/** An invocation in this process: its standard output, its signals, its crashes. */
class Run {
  private readonly stopping = new AbortController();
  private readonly stopped: Promise<Stop>;
  private readonly invocation: Invocation;

  constructor(createConnector: CreateConnector) {
    const { promise, resolve } = withResolvers<Stop>();
    this.stopped = promise;
    this.invocation = new Invocation(createConnector, {
      stdout: new LineWriter(process.stdout, {
        onClosed: (error) => {
          this.invocation.outputClosed(error);
          resolve('closed');
        },
      }),
      stderr: (text) => {
        process.stderr.write(text);
      },
      isTerminal: process.stdout.isTTY,
      environment: process.env,
      signal: this.stopping.signal,
    });
    // There is no third place to say that this one is gone as well.
    process.stderr.on('error', () => undefined);
    onStopSignal(resolve);
    onCrash((error) => {
      this.invocation.report(error);
      resolve('crashed');
    });
  }

  async run(argv: readonly string[]): Promise<number> {
    // Should the process end in any other way than this function's, not all was done.
    process.exitCode = 1;
    if (isStdoutClosed()) return this.withoutOutput();
    const verb = this.invocation.run(argv);
    const end = await Promise.race([verb, this.stopped]);
    return typeof end === 'number' ? this.invocation.finish(end) : this.stop(end, verb);
  }

  private withoutOutput(): number {
    const found = 'standard output closed';
    this.invocation.outputClosed(new ConnectorError(PROTOCOL_ERRORS['output-closed'], { found }));
    return 1;
  }

  private async stop(why: Stop, verb: Promise<number>): Promise<number> {
    this.stopping.abort(interruption(why));
    if (why !== 'crashed') await within(GRACE_MS, verb);
    await within(FLUSH_MS, this.invocation.finish(1));
    return isSignal(why) ? dieBy(why) : 1;
  }
}

/** What streams that are cut off are reported with: a crash was reported already, and where nobody reads nobody learns. */
function interruption(why: Stop): ConnectorError | undefined {
  return isSignal(why) ? new ConnectorError(CLI_ERRORS.interrupted, { found: why }) : undefined;
}
