import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../docs/support';

function check(components: readonly object[]): { status: number | null; errors: string } {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/check-licences.mjs')],
    { input: JSON.stringify({ components }), encoding: 'utf8' },
  );
  return { status, errors: stderr };
}

const withLicences = (licenses: unknown): object => ({ name: 'left', version: '1.0.0', licenses });
const MIT = withLicences([{ license: { id: 'MIT' } }]);

describe('given a list of components', () => {
  it('when all licences are permissive, then it passes', () => {
    const either = withLicences([{ expression: 'MIT OR GPL-3.0-only' }]);
    expect(check([MIT, either])).toEqual({ status: 0, errors: '' });
  });

  it.each([
    ['GPL-3.0-only', [{ license: { id: 'GPL-3.0-only' } }]],
    ['MIT AND LGPL-2.1-only', [{ expression: 'MIT AND LGPL-2.1-only' }]],
    ['MIT, AGPL-3.0-only', [{ license: { id: 'MIT' } }, { license: { id: 'AGPL-3.0-only' } }]],
    ['UNLICENSED', [{ license: { name: 'UNLICENSED' } }]],
    ['no licence', undefined],
  ])('when one has %s, then it is named and refused', (said, licenses) => {
    expect(check([MIT, withLicences(licenses)])).toEqual({
      status: 1,
      errors: `left 1.0.0: ${said}\n`,
    });
  });

  it('when there are none, then it does not pass', () => {
    expect(check([]).status).toBe(1);
  });
});
