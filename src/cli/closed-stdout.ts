import { readFileSync, readlinkSync } from 'node:fs';

/** From `open(2)`; the same on all of Linux's processors. */
const ACCESS_MODE = 0o3;
const READ_AND_WRITE = 0o2;

/**
 * Whether stdout was closed when the process began. Node then opens /dev/null for reading and writing, so writes never
 * fail; a shell that discards output opens it for writing only. Detected on Linux only.
 */
export function isStdoutClosed(procFolder = '/proc/self'): boolean {
  try {
    if (readlinkSync(`${procFolder}/fd/1`) !== '/dev/null') return false;
    const info = readFileSync(`${procFolder}/fdinfo/1`, 'utf8');
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1];
    return flags !== undefined && (parseInt(flags, 8) & ACCESS_MODE) === READ_AND_WRITE;
  } catch {
    return false;
  }
}
