import { ALLOWED_HOSTS_VARIABLE, parseAllowedHosts } from '../config/allowed-hosts';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import type { LineWriter } from '../protocol/line-writer';
import { Redactor } from '../config/redaction';
import { StdoutOutput } from '../protocol/stdout-output';
import type { ConnectorContext, CreateConnector } from './connector';
import { ConnectorRunner } from './connector-runner';
import { ConnectorSource } from './connector-source';
import { execute } from './execute';
import { wantedLogLevel, type WantedLogLevel } from './log-level';
import { OutputLogger } from './output-logger';
import { PeopleOutput } from './people';
import { withoutCrashListeners } from './process-events';

/** What a command line is run with: where its words go, and the operator's environment. */
export interface Surroundings {
  readonly stdout: LineWriter;
  readonly stderr: (text: string) => void;
  /** Whether a person looks at stdout. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const ERROR_LENGTH = 4000;

/** One command line, from its words to its exit code. Signals and crashes are the process's business. */
export class Invocation {
  private readonly redactor = new Redactor();
  private readonly output: StdoutOutput;
  private readonly people: PeopleOutput;
  private readonly logLevel: WantedLogLevel;

  constructor(
    private readonly createConnector: CreateConnector,
    private readonly surroundings: Surroundings,
  ) {
    const { stdout, stderr } = surroundings;
    this.logLevel = wantedLogLevel(surroundings.environment['LOG_LEVEL']);
    this.output = new StdoutOutput(stdout, this.redactor, { level: this.logLevel.level });
    this.people = new PeopleOutput(stdout, this.redactor, stderr);
  }

  /** Resolves with the exit code; everything has been said by then, and some of it not been read yet. */
  async run(argv: readonly string[]): Promise<number> {
    try {
      await execute(this.runner().mainCommand(), argv, {
        print: (text) => {
          this.print(text);
        },
        printError: this.surroundings.stderr,
      });
      return this.output.failed ? 1 : 0;
    } catch (error) {
      return this.report(error);
    }
  }

  /** Whoever stopped the run knows about it, and the streams that it cut off have said so. */
  report(error: unknown): number {
    if (this.surroundings.signal.aborted) return 1;
    const known = connectorError(error);
    const isUsage = known.kind === CLI_ERRORS.usage;
    if (isUsage || this.people.isAddressed) this.people.error(known);
    // A person at a terminal has read it now.
    const isRead = this.people.isAddressed || (isUsage && this.surroundings.isTerminal);
    if (!isRead) this.output.error(known);
    return isUsage ? 2 : 1;
  }

  /** On the only way that is left. */
  outputClosed(error: ConnectorError): void {
    const text = this.redactor.redact(`${error.kind.code}: ${error.message}`, ERROR_LENGTH);
    this.surroundings.stderr(`${text}\n`);
  }

  /** Who started this learns from the code that not all was written. */
  finish(code: number): Promise<number> {
    return this.output.flush().then(
      () => code,
      () => 1,
    );
  }

  private runner(): ConnectorRunner {
    const { environment, signal } = this.surroundings;
    const context: ConnectorContext = {
      addSecret: (value) => {
        this.redactor.addSecret(value);
      },
      get allowedHosts() {
        return parseAllowedHosts(environment[ALLOWED_HOSTS_VARIABLE]);
      },
    };
    const connector = this.createConnector(context);
    const { notices } = this.logLevel;
    const source = new ConnectorSource(connector, context, this.output, signal, notices);
    const logger = new OutputLogger(this.output);
    return withoutCrashListeners(() => new ConnectorRunner(logger, source, this.people));
  }

  private print(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.surroundings.stdout.line(line);
  }
}

function connectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const cause = error instanceof Error ? error : new Error(typeof error);
  return new ConnectorError(CLI_ERRORS.unexpected, { found: cause.name, cause });
}
