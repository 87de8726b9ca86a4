import { Command } from 'commander';
import type {
  AirbyteConfig,
  AirbyteConfiguredCatalog,
  AirbyteState,
} from 'faros-airbyte-cdk/lib/protocol';
import { AirbyteSourceRunner } from 'faros-airbyte-cdk/lib/sources/source-runner';
import { readJsonFile } from '../config/input-file';
import { jsonLine, textLine } from '../probe/lines';
import { failureAsResult } from './check-result';
import type { ConnectorSource } from './connector-source';
import type { OutputLogger } from './output-logger';
import type { PeopleOutput } from './people';
import { packageVersion } from './version';

interface Files {
  readonly config: string;
  readonly catalog: string;
  readonly state?: string;
}

const MB = 2 ** 20;
const MAX_CONFIG = 10 * MB;
const MAX_CATALOG = 100 * MB;
const MAX_STATE = 256 * MB;

/**
 * The CDK's commands, with files that are read instead of `require`d (any suffix, also a pipe), without the CDK's
 * own spec properties, and without its log lines of config and state.
 */
export class ConnectorRunner extends AirbyteSourceRunner<AirbyteConfig> {
  constructor(
    logger: OutputLogger,
    private readonly connectorSource: ConnectorSource,
    private readonly people: PeopleOutput,
  ) {
    super(logger, connectorSource);
  }

  override mainCommand(): Command {
    const main = new Command('source-navan')
      .description(
        'Airbyte source for Navan. Messages of the Airbyte protocol go to standard output.',
      )
      .version(packageVersion(), '-v, --version', 'print the version')
      .addHelpCommand('help [verb]', 'print the help of a verb')
      .addHelpText(
        'after',
        '\nLOG_LEVEL=WARN in the environment shows less of what happens, LOG_LEVEL=DEBUG more.',
      );
    const commands = [
      this.specCommand(),
      this.checkCommand(),
      this.discoverCommand(),
      this.readCommand(),
      this.probeCommand(),
    ];
    return commands.reduce((all, command) => all.addCommand(command), main);
  }

  override specCommand(): Command {
    return new Command('spec').description('print what has to be filled in').action(async () => {
      this.logger.write(await this.source.spec());
    });
  }

  override checkCommand(): Command {
    return withConfig('check', 'try the credential').action(async (files: Files) => {
      const result = config(files).then((value) => this.source.check(value));
      this.logger.write(await result.catch(failureAsResult));
    });
  }

  override discoverCommand(): Command {
    return withConfig('discover', 'list the streams').action(async (files: Files) => {
      this.logger.write(await this.source.discover(await config(files)));
    });
  }

  override readCommand(): Command {
    return withConfig('read', 'read the selected streams')
      .requiredOption('--catalog <file>', 'JSON file with the configured catalog')
      .option('--state <file>', 'JSON file with the state of an earlier read')
      .action(async (files: Files) => {
        const messages = this.source.read(
          await config(files),
          {},
          await catalog(files),
          await state(files),
        );
        for await (const message of messages) this.logger.write(message);
      });
  }

  /** Beside the protocol: for a person who wants to know, or to tell us, how this tenant's API behaves. */
  private probeCommand(): Command {
    return withConfig('probe', 'ask the API what nobody knows about it (under 60 requests)')
      .option('--json', 'print one line of JSON per answer')
      .action(async (options: Files & { readonly json?: true }) => {
        this.people.begin();
        const lineOf = options.json ? jsonLine : textLine;
        const findings = this.connectorSource.probe(await config(options), this.people);
        for await (const finding of findings) this.people.line(lineOf(finding));
      });
  }
}

function withConfig(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--config <file>', 'JSON file with what the user filled in');
}

// The source checks what it is given; until then these types only say what is hoped for.

async function config({ config: path }: Files): Promise<AirbyteConfig> {
  return (await readJsonFile({ option: '--config', path, maxBytes: MAX_CONFIG })) as AirbyteConfig;
}

async function catalog({ catalog: path }: Files): Promise<AirbyteConfiguredCatalog> {
  const file = { option: '--catalog', path, maxBytes: MAX_CATALOG };
  return (await readJsonFile(file)) as AirbyteConfiguredCatalog;
}

async function state({ state: path }: Files): Promise<AirbyteState> {
  if (path === undefined) return [];
  return (await readJsonFile({ option: '--state', path, maxBytes: MAX_STATE })) as AirbyteState;
}
