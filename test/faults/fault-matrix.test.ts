import { startSimulator, type Simulator } from '../../simulator';
import { ENDPOINTS, WORLD, type Endpoint } from './support/endpoints';
import { faultyRead, type FaultyRead } from './support/faulty-read';
import { FAULTS } from './support/kinds';
import { keepTable, type Cell } from './support/matrix-table';

let simulator: Simulator;
const cells: Cell[] = [];

beforeAll(async () => {
  simulator = await startSimulator(WORLD);
});

afterAll(async () => {
  keepTable(cells, process.env['FAULT_MATRIX_FILE']);
  await simulator.close();
});

type Faults = Parameters<Simulator['control']['faults']>[0];

async function readUnder(
  faults: Faults,
  { stream, config }: Endpoint,
): Promise<FaultyRead & { readonly requests: number; readonly struck: readonly string[] }> {
  simulator.control.faults(faults);
  simulator.control.resetLog();
  const read = await faultyRead(simulator, { streams: [stream], config });
  const requests = simulator.control.requests();
  const struck = requests.flatMap(({ fault }) => fault ?? []);
  return { ...read, requests: requests.length, struck };
}

function expectExact({ output, failedStreams }: FaultyRead, { stream, expected }: Endpoint): void {
  expect(failedStreams).toEqual([]);
  expect(output.statuses.get(stream)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  const records = output.records.get(stream) ?? [];
  const wanted = expected(simulator);
  // By count and by set: jest takes seconds to show how hundreds of records differ.
  expect(records).toHaveLength(wanted.length);
  const sent = new Set(records);
  expect(wanted.filter((text) => !sent.has(text))).toEqual([]);
}

describe.each(Object.entries(ENDPOINTS))('%s endpoint', (endpoint, target) => {
  describe.each(['first', 'middle', 'last'] as const)('%s answer', (answer) => {
    const besides = target.besides?.[answer] ?? [];
    let undisturbed: FaultyRead & { readonly requests: number };

    beforeAll(async () => {
      undisturbed = await readUnder(besides, target);
    });

    it.each(Object.entries(FAULTS))(
      'given %s once, when read, then every record leaves once, as it is',
      async (name, fault) => {
        const read = await readUnder(
          [...besides, { match: target.answers[answer], fault }],
          target,
        );
        expect(read.struck).toHaveLength(besides.length + 1);
        expectExact(read, target);
        const extraRequests = read.requests - undisturbed.requests;
        expect(extraRequests).toBeLessThanOrEqual(1);
        const setbacks = read.setbacks.slice(undisturbed.setbacks.length);
        cells.push({ fault: name, endpoint, answer, setbacks, extraRequests });
      },
    );
  });
});
