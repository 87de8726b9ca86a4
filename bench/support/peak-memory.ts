import { writeFileSync } from 'node:fs';

// Loaded ahead of a measured program: leaves its peak memory in the file that the environment names.
const file = process.env['PEAK_MEMORY_FILE'];
process.on('exit', () => {
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
