import { readFileSync, readlinkSync } from 'node:fs';

/** `open(2)`: the access mode, and both reading and writing. The same on all processors that Linux runs on. */
const ACCESS_MODE = 0o3;
const READ_AND_WRITE = 0o2;

/**
 * Whether standard output was closed when the process began. Node opens /dev/null for reading and writing in its place,
 * so that nothing ever fails; a shell that is told to throw output away opens it for writing only. Known on Linux only.
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
