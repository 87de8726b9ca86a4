// How long `spec` takes beside Node's own start, in the image: node startup.mjs MILLISECONDS
import { spawnSync } from 'node:child_process';

const [limit = 0] = process.argv.slice(2).map(Number);
const COMMANDS = {
  node: ['--eval', '0'],
  spec: [(process.env.AIRBYTE_ENTRYPOINT ?? '').split(' ')[1], 'spec'],
};

function milliseconds(args) {
  const started = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

// In turn, and the least counts: what else the machine does only adds.
const times = { node: [], spec: [] };
for (let round = 0; round < 11; round++)
  for (const [name, args] of Object.entries(COMMANDS)) times[name].push(milliseconds(args));

const [node, spec] = [Math.min(...times.node), Math.min(...times.spec)];
console.log(`spec ${spec.toFixed(0)} ms, Node's own start ${node.toFixed(0)} ms (the least of 11)`);
process.exitCode = spec - node < limit ? 0 : 1;
