import { AirbyteLogger } from 'faros-airbyte-cdk/lib/logger';
import { ALLOWED_HOSTS_VARIABLE, parseAllowedHosts } from '../config/allowed-hosts';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import { LineWriter } from '../protocol/line-writer';
import { Redactor } from '../protocol/redaction';
import { StdoutOutput } from '../protocol/stdout-output';
import { execute } from './execute';
import type { ConnectorContext, CreateConnector } from './connector';
import { ConnectorRunner } from './connector-runner';
import { ConnectorSource } from './connector-source';
import { OutputLogger } from './output-logger';
import { PeopleOutput } from './people';
import { onCrash, withoutCrashListeners } from './process-events';
import { dieBy, isSignal, onStopSignal } from './stop-signals';
import type { StopSignal } from './stop-signals';
import { withResolvers } from '../protocol/with-resolvers';
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

class Run {
  private readonly stopping = new AbortController();
  private readonly stopped: Promise<Stop>;
  private readonly writer: LineWriter;
  private readonly redactor = new Redactor();
  private readonly output: StdoutOutput;
  private readonly people: PeopleOutput;

  constructor(private readonly createConnector: CreateConnector) {
    const { promise, resolve } = withResolvers<Stop>();
    this.stopped = promise;
    this.writer = new LineWriter(process.stdout, {
      onClosed: () => {
        resolve('closed');
      },
    });
    this.output = new StdoutOutput(this.writer, this.redactor, {
      level: new AirbyteLogger().level,
    });
    this.people = new PeopleOutput(this.writer, this.redactor, (text) => {
      process.stderr.write(text);
    });
    onStopSignal(resolve);
    onCrash((error) => {
      this.report(error);
      resolve('crashed');
    });
  }

  async run(argv: readonly string[]): Promise<number> {
    // Should the process end in any other way than this function's, not all was done.
    process.exitCode = 1;
    const verb = this.verb(argv);
    const end = await Promise.race([verb, this.stopped]);
    return typeof end === 'number' ? this.finish(end) : this.stop(end, verb);
  }

  private async stop(why: Stop, verb: Promise<number>): Promise<number> {
    this.stopping.abort(interruption(why));
    if (why !== 'crashed') await within(GRACE_MS, verb);
    await within(FLUSH_MS, this.finish(1));
    return isSignal(why) ? dieBy(why) : 1;
  }

  private async verb(argv: readonly string[]): Promise<number> {
    try {
      await execute(this.runner().mainCommand(), argv, (text) => {
        this.print(text);
      });
      return this.output.failed ? 1 : 0;
    } catch (error) {
      return this.report(error);
    }
  }

  private runner(): ConnectorRunner {
    const context: ConnectorContext = {
      addSecret: (value) => {
        this.redactor.addSecret(value);
      },
      get allowedHosts() {
        return parseAllowedHosts(process.env[ALLOWED_HOSTS_VARIABLE]);
      },
    };
    const connector = this.createConnector(context);
    const source = new ConnectorSource(connector, context, this.output, this.stopping.signal);
    const logger = new OutputLogger(this.output);
    return withoutCrashListeners(() => new ConnectorRunner(logger, source, this.people));
  }

  private print(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.writer.line(line);
  }

  /** Whoever stopped the run knows about it, and the streams that it cut off have said so. */
  private report(error: unknown): number {
    if (this.stopping.signal.aborted) return 1;
    const known = connectorError(error);
    const isUsage = known.kind === CLI_ERRORS.usage;
    if (isUsage || this.people.isAddressed) this.people.error(known);
    // A person at a terminal has read it now.
    const isRead = this.people.isAddressed || (isUsage && process.stdout.isTTY);
    if (!isRead) this.output.error(known);
    return isUsage ? 2 : 1;
  }

  /** A reader that went away is told nothing, and whoever started this learns from the code that not all was read. */
  private finish(code: number): Promise<number> {
    return this.output.flush().then(
      () => code,
      () => 1,
    );
  }
}

/** What streams that are cut off are reported with: a crash was reported already, and where nobody reads nobody learns. */
function interruption(why: Stop): ConnectorError | undefined {
  return isSignal(why) ? new ConnectorError(CLI_ERRORS.interrupted, { found: why }) : undefined;
}

function connectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const cause = error instanceof Error ? error : new Error(typeof error);
  return new ConnectorError(CLI_ERRORS.unexpected, { found: cause.name, cause });
}
