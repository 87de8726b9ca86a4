import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { section } from '../docs/support';
import { describeNeeding } from '../support/needing';
import { Copy, fencesOf, type Fence, type Ran } from './support/walk';

// A step takes minutes on a busy machine.
jest.setTimeout(600_000);

const PAGE = 'CONTRIBUTING.md';
const HEADING = '## Ten minutes: change a field';

const fences = fencesOf(PAGE, HEADING);
const code = (language: string, index = 0): string =>
  fences.filter((fence: Fence) => fence.language === language)[index]?.code ?? '';
const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** The page's port, unless another program on this machine uses it. */
async function withFreePort(commands: string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return commands.replaceAll('4010', String(port));
}

function expectGreen({ status, output }: Ran): void {
  if (status !== 0) throw new Error(`exit code ${String(status)}:\n${output.slice(-4000)}`);
}

describeNeeding('git', 'the walk of CONTRIBUTING, step by step as written', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = new Copy();
  });
  afterAll(() => {
    copy.remove();
  });

  it('has the blocks that this test runs, in this order', () => {
    expect(fences.map(({ language }) => language)).toEqual([
      'yaml',
      'text',
      'sh',
      'sh',
      'ts',
      'sh',
      'sh',
    ]);
  });

  it('given the manifest and the schema with the field, when built, then it is valid; misspelt, the error says what is wrong', () => {
    const stream = /^ {2}statement_payments:\n(?: {4}.*\n)*? {6}paginator:\n(?: {8}.*\n)+/m;
    copy.edit('resources/manifest.yaml', (yaml) =>
      yaml.replace(stream, (block) => block + indented(code('yaml'), 4)),
    );
    copy.edit('resources/schemas/statement_payments.json', (json) =>
      json.replace(/^ {4}"id": \{[^}]*\},\n/m, (id) => id + indented(code('text'), 4)),
    );
    expect(copy.changed().split('\n').filter(Boolean)).toHaveLength(2);
    copy.edit('resources/manifest.yaml', (yaml) =>
      yaml.replace(/\bvalue: "\{\{ config\.get\('region/, (key) => key.replace('value', 'valeu')),
    );
    const misspelt = copy.run(code('sh', 0));
    copy.edit('resources/manifest.yaml', (yaml) => yaml.replace('valeu: ', 'value: '));
    expect(misspelt.status).not.toBe(0);
    expect(misspelt.output).toContain("found the field 'valeu'");
    expectGreen(copy.run(code('sh', 0)));
  });

  it('given the build, when read from the simulator, then discover has the field and each record ends in it', async () => {
    const ran = copy.run(await withFreePort(code('sh', 1)));
    expectGreen(ran);
    expect(ran.output).toContain('"source_region":{"type":["string","null"]}');
    const records = ran.output.split('\n').filter((line) => line.includes('"RECORD"'));
    const [, ending = ''] = /Each record ends in `([^`]+)`/.exec(section(PAGE, HEADING)) ?? [];
    expect(records).toHaveLength(12);
    // Only the end of the message follows the record.
    for (const line of records) expect(line.replace(/\}+$/, '')).toMatch(new RegExp(`,${ending}$`));
  });

  it('given the build, when the demo runs, then it names the member that the simulator lacks', () => {
    const { status, output } = copy.run('node scripts/demo.mjs');
    expect(status).toBe(1);
    expect(output).toMatch(
      / {2}statement_payments \S+: "source_region" is "us", at the simulator absent\n/,
    );
    expect(output.split('\n').filter((line) => line.includes('source_region')).length).toBeLessThan(
      10,
    );
  });

  it('given tests without the field, when they run, then they name the member, in few lines', () => {
    const { status, output } = copy.run(
      "npx jest test/e2e/further-streams -t 'given records under content'",
    );
    expect(status).toBe(1);
    expect(output).toMatch(
      / {2}statement_payments \S+: "source_region" is "us", expected absent\n/,
    );
    const lines = output.split('\n').filter((line) => !line.includes('○ skipped'));
    expect(lines.length).toBeLessThan(60);
  });

  it('given the truth with the field, when everything is checked as on the page, then it passes', () => {
    copy.edit('test/e2e/support/simulated.ts', (source) =>
      source.replace(
        /^(export function truth\([^]*?\): string\[\] \{\n)[^]*?^\}/m,
        (_, head: string) => `${head}${indented(code('ts'), 2)}}`,
      ),
    );
    expectGreen(copy.run(code('sh', 2)));
  });

  it('given the end of the walk, when everything is restored, then no change is left', () => {
    expectGreen(copy.run(code('sh', 3)));
    expect(copy.changed()).toBe('');
  });
});
