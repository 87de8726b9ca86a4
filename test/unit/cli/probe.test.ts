import { config } from '../config/spec-fixture';
import { CommandLine } from './command-line';

let line: CommandLine;
let configFile: string;

beforeAll(() => {
  line = new CommandLine();
  configFile = line.json('config.json', config());
});
afterAll(() => {
  line.remove();
});

const probe = (env: Record<string, string> = {}, ...more: string[]) =>
  line.run(['probe', '--config', configFile, ...more], env);

describe('given a stub connector, when the verb probe is run as a process', () => {
  it('then people read one line per answer on stdout, warnings on stderr, and no secret', async () => {
    const { code, stdout, stderr } = await probe();
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Are they inclusive? both (rows seen: 2; groups: A, B; hidden: ****)\n',
      stderr: 'Something is odd. token=****\n',
    });
  });

  it('then --json prints one object per answer', async () => {
    const { code, messages, stdout } = await probe({}, '--json');
    expect([code, stdout.trimEnd().split('\n').length]).toEqual([0, 1]);
    expect(messages).toEqual([
      {
        id: 'bounds',
        asks: 'Are they inclusive?',
        grade: '?',
        answer: 'both',
        evidence: { rowsSeen: 2, groups: ['A', 'B'], hidden: ['****'] },
      },
    ]);
  });

  it('then a failure is a sentence on stderr and exit code 1, and what was found before stays', async () => {
    const { code, stdout, stderr } = await probe({ SCENARIO: 'rejected' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Are they inclusive\? both .*\n$/);
    expect(stderr).toMatch(/\nWrong secret\. Check it\.\n$/);
  });

  it('then a config that does not fit is a sentence on stderr, not a message of the protocol', async () => {
    const file = line.json('empty.json', {});
    const { code, stdout, stderr } = await line.run(['probe', '--config', file]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('client_id');
  });
});
