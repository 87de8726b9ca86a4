import { createConnector } from './cli/create-connector';
import { run } from './cli/run';

void run(process.argv.slice(2), createConnector).then((code) => process.exit(code));
