import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ROOT, text } from '../docs/support';

const LICENCE = /^(?:licen[sc]e|notice|copying)/i;

/** Files that the Dockerfile's `find` removes from node_modules, as paths from the root. */
function takenOut(): readonly string[] {
  const [, find = ''] =
    /&& (find node_modules -type f [^&]+)-delete/.exec(text('Dockerfile')) ?? [];
  const { stdout, status } = spawnSync('sh', ['-c', `${find}-print`], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  expect(status).toBe(0);
  return stdout.split('\n').filter(Boolean);
}

/** Whether the text is in a package's own folder. */
const isOfPackage = (file: string): boolean =>
  /node_modules\/(?:@[^/]+\/)?[^/]+$/.test(dirname(file));

it('given the dependencies, when the image removes files, then only source maps and readmes, no licence', () => {
  const files = takenOut();
  expect(files.some((file) => file.endsWith('.map'))).toBe(true);
  expect(files.some((file) => /readme\.md$/i.test(file))).toBe(true);
  const licences = files.filter(
    (file) =>
      isOfPackage(file) &&
      file.endsWith('.md') &&
      (LICENCE.test(basename(file)) || text(file).includes('Permission is hereby granted')),
  );
  expect(licences).toEqual([]);
});

describe('given the output of a stopped read', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stopped-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const status = (name: string, stream = 'bookings'): string => {
    const stream_status = { status: name, stream_descriptor: { name: stream } };
    return `${JSON.stringify({ type: 'TRACE', trace: { stream_status } })}\n`;
  };
  const stopped = status('STARTED') + status('COMPLETE', 'sync_health');

  it.each([
    ['whole lines', stopped, 0],
    ['nothing', '', 1],
    ['a stream that is COMPLETE', stopped + status('COMPLETE'), 1],
    ['half a line', stopped.slice(0, -20), 1],
  ])('when it is %s, then the check of the image ends as it should', (_, output, code) => {
    const file = join(folder, 'stopped');
    writeFileSync(file, output);
    const { status: ended } = spawnSync(process.execPath, [
      join(ROOT, 'test/image/message.mjs'),
      'stopped',
      file,
    ]);
    expect(ended).toBe(code);
  });
});
