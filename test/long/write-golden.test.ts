import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, text } from '../docs/support';

const { version } = JSON.parse(text('package.json')) as { version: string };
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** The streams of a file of states. */
function streamsIn(file: string): readonly string[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly stream: { readonly stream_descriptor: { readonly name: string } };
  }[];
  return entries.map(({ stream }) => stream.stream_descriptor.name).sort();
}

describe("given the script that writes a version's golden files", () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-golden-'));
  const trial = join(folder, 'trial');
  const kept = join(ROOT, 'test/golden', version);
  const run = (): number | null =>
    spawnSync(process.execPath, ['scripts/write-golden.mjs', trial], { cwd: ROOT }).status;
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('when it runs, then it writes all files of this version, and never overwrites them', () => {
    expect(run()).toBe(0);
    expect(filesOf(trial)).toEqual(filesOf(kept));
    // A version that is not released yet may gain streams.
    for (const file of filesOf(join(kept, 'states')))
      expect(streamsIn(join(trial, 'states', file))).toEqual(
        expect.arrayContaining(streamsIn(join(kept, 'states', file))),
      );
    expect(run()).toBe(1);
  });
});
