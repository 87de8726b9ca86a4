import { runProcess } from './cli/process';

void runProcess(process.argv.slice(2)).then((code) => process.exit(code));
