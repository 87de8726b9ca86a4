import { writeFileSync } from 'node:fs';

// Preloaded into a measured program: on exit, writes its resource usage to the file that USAGE_FILE names.
const file = process.env['USAGE_FILE'];
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakBytes: maxRSS * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  if (file !== undefined) writeFileSync(file, JSON.stringify(usage));
});
