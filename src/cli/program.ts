import { Command, CommanderError, Option } from 'commander';
import type {
  AirbyteConfig,
  AirbyteConfiguredCatalog,
  AirbyteState,
} from 'faros-airbyte-cdk/lib/protocol';
import { ENVIRONMENT_VARIABLES, type Environment } from '../config/environment';
import { readJsonFile } from '../config/input-file';
import { Redactor } from '../config/redaction';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import { jsonLines } from '../plan/print/json';
import { textLines } from '../plan/print/text';
import { jsonLine, textLine } from '../probe/lines';
import { markdownHead, markdownLine, type RunFacts } from '../probe/markdown';
import type { LineWriter } from '../protocol/line-writer';
import { StdoutOutput } from '../protocol/stdout-output';
import { failureAsResult } from './check-result';
import { wantedLogLevel } from './log-level';
import { PlainTextOutput } from './plain-output';
import { NavanSource, type SourceParts } from './source';
import { usage, withoutVerb } from './usage';
import { packageVersion } from './version';

/** Where a command line's output goes, and the operator's environment. */
export interface RunContext {
  readonly stdout: LineWriter;
  readonly stderr: (text: string) => void;
  /** Whether a person reads stdout. */
  readonly isTerminal: boolean;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

interface Files {
  readonly config: string;
  readonly catalog: string;
  readonly state?: string;
}

interface ProbeFiles extends Files {
  readonly json?: true;
  readonly markdown?: true;
}

interface PlanFiles extends Files {
  readonly ask?: true;
  readonly json?: true;
}

const MB = 2 ** 20;
const MAX_CONFIG_BYTES = 10 * MB;
const MAX_CATALOG_BYTES = 100 * MB;
const MAX_STATE_BYTES = 256 * MB;

const ERROR_LENGTH = 4000;

/** One command line: its verbs, its files, its exit code. */
export class Program {
  private readonly redactor = new Redactor();
  private readonly output: StdoutOutput;
  private readonly plainOutput: PlainTextOutput;
  private readonly source: NavanSource;

  constructor(
    private readonly context: RunContext,
    parts: SourceParts = {},
  ) {
    const { stdout, stderr, environment, signal } = context;
    const { redactor } = this;
    const { level, notices } = wantedLogLevel(environment.LOG_LEVEL);
    this.output = new StdoutOutput(stdout, redactor, { level });
    this.plainOutput = new PlainTextOutput(stdout, redactor, stderr);
    const { output } = this;
    this.source = new NavanSource({ output, redactor, environment, signal, notices }, parts);
  }

  /** Resolves with the exit code; by then everything is written, but perhaps not yet read. */
  async run(argv: readonly string[]): Promise<number> {
    try {
      await this.execute(argv);
      return this.output.failed ? 1 : 0;
    } catch (error) {
      return this.report(error);
    }
  }

  /** Silent after an abort: its sender knows, and the interrupted streams were reported. */
  report(error: unknown): number {
    if (this.context.signal.aborted) return 1;
    const known = connectorError(error);
    const isUsage = known.kind === CLI_ERRORS.usage;
    if (isUsage || this.plainOutput.isAddressed) this.plainOutput.error(known);
    // A person at a terminal has already read it.
    const isRead = this.plainOutput.isAddressed || (isUsage && this.context.isTerminal);
    if (!isRead) this.output.error(known);
    return isUsage ? 2 : 1;
  }

  /** Via stderr, the only channel left. */
  outputClosed(error: ConnectorError): void {
    const text = this.redactor.redact(`${error.kind.code}: ${error.message}`, ERROR_LENGTH);
    this.context.stderr(`${text}\n`);
  }

  /** The exit code tells the caller that output is incomplete. */
  finish(code: number): Promise<number> {
    return this.output.flush().then(
      () => code,
      () => 1,
    );
  }

  /** Throws `usage` for an invalid command line. */
  private async execute(argv: readonly string[]): Promise<void> {
    const main = this.mainCommand();
    if (argv.join('').trim() === '') {
      this.context.stderr(main.helpInformation());
      throw withoutVerb(main);
    }
    try {
      // Prints the help as `--help` does.
      await main.parseAsync(argv.join(' ') === 'help' ? ['--help'] : [...argv], { from: 'user' });
    } catch (error) {
      // Help and version also end with a CommanderError.
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode !== 0) throw usage(error, argv, main);
    }
  }

  private mainCommand(): Command {
    const main = new Command('source-navan')
      .description('Airbyte source for Navan. Prints Airbyte protocol messages to standard output.')
      .version(packageVersion(), '-v, --version', 'print the version')
      .helpOption('-h, --help', 'print this help')
      .addHelpCommand('help [command]', 'print the help of a command')
      .addHelpText('after', environmentHelp)
      .exitOverride()
      .allowExcessArguments(false)
      .configureOutput({ writeOut: this.print.bind(this), writeErr: () => undefined });
    this.addVerbs(main);
    return main;
  }

  /** Each verb inherits the main command's handling of help, output and errors. */
  private addVerbs(main: Command): void {
    const { source, output } = this;
    main
      .command('spec')
      .description('print the connector specification')
      .action(async () => {
        output.message(await source.spec());
      });
    withConfig(main.command('check'))
      .description('test the connection')
      .action(async (files: Files) => {
        const result = config(files).then((value) => source.check(value));
        output.message(await result.catch(failureAsResult));
      });
    withConfig(main.command('discover'))
      .description('list the available streams')
      .action(async (files: Files) => {
        output.message(await source.discover(await config(files)));
      });
    withSync(main.command('read'))
      .description('read the selected streams')
      .action(async (files: Files) => {
        const given = [await config(files), {}, await catalog(files), await state(files)] as const;
        for await (const message of source.read(...given)) output.message(message);
      });
    // Not part of the protocol: for people who want to know what a sync will cost.
    withSync(main.command('plan'))
      .description('print what the next sync will read and cost (no requests without --ask)')
      .option('--ask', 'request record counts that the state lacks, one request per part')
      .option('--json', 'print one JSON line per stream, and one for the sync')
      .action((options: PlanFiles) => this.plan(options));
    // Not part of the protocol: for people who want to know, or report, how this tenant's API behaves.
    withConfig(main.command('probe'))
      .description('probe undocumented API behaviour (under 60 requests)')
      .option('--json', 'print one JSON line per answer')
      .addOption(
        new Option('--markdown', 'print a table for an issue "Probe results"').conflicts('json'),
      )
      .action((options: ProbeFiles) => this.probe(options));
  }

  private async plan(options: PlanFiles): Promise<void> {
    const { plainOutput, source, output } = this;
    plainOutput.begin();
    const files = {
      config: await config(options),
      catalog: await catalog(options),
      state: await state(options),
    };
    const plan = await source.plan({ ...files, mayAsk: options.ask === true }, plainOutput);
    for (const line of options.json ? jsonLines(plan) : textLines(plan)) plainOutput.line(line);
    for (const error of plan.errors) {
      plainOutput.error(error);
      output.markFailed();
    }
  }

  private async probe(options: ProbeFiles): Promise<void> {
    const { plainOutput, source } = this;
    plainOutput.begin();
    const value = await config(options);
    let head = options.markdown ? markdownHead(this.runFacts(value)) : [];
    const lineOf = options.markdown ? markdownLine : options.json ? jsonLine : textLine;
    for await (const finding of source.probe(value, plainOutput)) {
      for (const line of [...head, lineOf(finding)]) plainOutput.line(line);
      head = [];
    }
  }

  private runFacts(value: unknown): RunFacts {
    return { now: Date.now(), version: packageVersion(), config: value };
  }

  private print(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.context.stdout.line(line);
  }
}

function environmentHelp(): string {
  const entries = ENVIRONMENT_VARIABLES.map(
    ({ names, meaning }) => `  ${names.join(', ')}\n      ${meaning}`,
  );
  return ['\nEnvironment:', ...entries].join('\n');
}

function withConfig(verb: Command): Command {
  return verb.requiredOption('--config <file>', 'JSON file with the configuration');
}

function withSync(verb: Command): Command {
  return withConfig(verb)
    .requiredOption('--catalog <file>', 'JSON file with the configured catalog')
    .option('--state <file>', 'JSON file with the state of an earlier sync');
}

// The source validates its input; until then these types are only assumptions.

async function config({ config: path }: Files): Promise<AirbyteConfig> {
  const file = { option: '--config', path, maxBytes: MAX_CONFIG_BYTES };
  return (await readJsonFile(file)) as AirbyteConfig;
}

async function catalog({ catalog: path }: Files): Promise<AirbyteConfiguredCatalog> {
  const file = { option: '--catalog', path, maxBytes: MAX_CATALOG_BYTES };
  return (await readJsonFile(file)) as AirbyteConfiguredCatalog;
}

async function state({ state: path }: Files): Promise<AirbyteState> {
  if (path === undefined) return [];
  const file = { option: '--state', path, maxBytes: MAX_STATE_BYTES };
  return (await readJsonFile(file)) as AirbyteState;
}

function connectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const cause = error instanceof Error ? error : new Error(typeof error);
  return new ConnectorError(CLI_ERRORS.unexpected, { found: cause.name, cause });
}
