'use strict';

// Preloaded into the connector: counts what a read must not do for each record or page, and prints the counts when the
// process ends.
const { Socket } = require('node:net');

const counts = { parses: 0, buffers: 0, copiedBytes: 0, connections: 0 };

function count(owner, name, note) {
  const original = owner[name];
  owner[name] = function (...args) {
    const result = original.apply(this, args);
    note(result);
    return result;
  };
}

count(JSON, 'parse', () => (counts.parses += 1));
count(Socket.prototype, 'connect', () => (counts.connections += 1));
count(Buffer, 'allocUnsafeSlow', () => (counts.buffers += 1));
count(Buffer.prototype, 'copy', (bytes) => (counts.copiedBytes += bytes));
count(Buffer, 'concat', ({ length }) => {
  counts.buffers += 1;
  counts.copiedBytes += length;
});

process.on('exit', () => {
  process.stderr.write(`${JSON.stringify(counts)}\n`);
});
