// Preloaded into the connector: at its end prints the most memory that the process had, in megabytes.
process.on('exit', () => {
  process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
});
