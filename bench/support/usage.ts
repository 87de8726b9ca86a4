import { writeFileSync } from 'node:fs';

// Loaded ahead of a measured program: leaves what it took in the file that the environment names.
const file = process.env['USAGE_FILE'];
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakBytes: maxRSS * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  if (file !== undefined) writeFileSync(file, JSON.stringify(usage));
});
