import { setFlagsFromString } from 'node:v8';
import { runProcess } from './cli/process';

// Pages are short-lived and large: a nursery that grows to 48 MB would only let more of them pile up before each collection.
setFlagsFromString('--semi-space-growth-factor=1');
// What survives the nursery is garbage too, a page later: V8 would let it double the heap before it collects it.
setFlagsFromString('--heap-growing-percent=20');

void runProcess(process.argv.slice(2)).then((code) => process.exit(code));
