import { isAirbyteLog } from 'faros-airbyte-cdk/lib/protocol';
import type { AirbyteMessage } from 'faros-airbyte-cdk/lib/protocol';
import { AirbyteSourceLogger } from 'faros-airbyte-cdk/lib/sources/source-logger';
import type { StdoutOutput } from '../protocol/stdout-output';

/** Sends what the CDK says through our one writer instead of `console.log`, which piles up in memory on a slow pipe. */
export class OutputLogger extends AirbyteSourceLogger {
  constructor(private readonly output: StdoutOutput) {
    super();
  }

  override write(message: AirbyteMessage): void {
    if (isAirbyteLog(message)) this.output.log(message.log.level, message.log.message);
    else this.output.message(message);
  }

  /** The CDK gathers log lines to put them into states; ours are sent as they come. */
  override flush(): void {
    this.batch.length = 0;
  }
}
