import { startSimulator, type Simulator } from '../../../simulator';
import { ENDPOINTS, WORLD, type Endpoint, type EndpointName } from './endpoints';
import { calmLimits, faultyRead, hastyLimits, setbacks } from './faulty-read';
import { FAULTS } from './kinds';
import { documentedRows, keepRows, rowsOf, type Cell } from './matrix-table';
import type { ConnectorRun } from '../../support/connector-run';
import { expectRecords } from '../../support/records';

type Faults = Parameters<Simulator['control']['faults']>[0];
interface CountedRead {
  readonly read: ConnectorRun;
  readonly setbacks: readonly string[];
  readonly requests: number;
  readonly struck: readonly string[];
}

async function readUnder(
  simulator: Simulator,
  faults: Faults,
  { stream, config }: Endpoint,
): Promise<CountedRead> {
  simulator.control.faults(faults);
  simulator.control.resetLog();
  const stalls = faults.some(({ fault }) => fault.kind === 'stall');
  const limits = stalls ? hastyLimits : calmLimits;
  const read = await faultyRead(simulator, { streams: [stream], config, limits });
  const requests = simulator.control.requests();
  const struck = requests.flatMap(({ fault }) => fault ?? []);
  return { read, setbacks: setbacks(read), requests: requests.length, struck };
}

function expectExact(read: ConnectorRun, stream: string, wanted: readonly string[]): void {
  expect(read.failedStreams).toEqual([]);
  expect(read.statuses(stream)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  expectRecords(stream, read.records(stream), wanted);
}

/** Every fault at the first, a middle and the last response of one endpoint; then compares the table in the docs. */
export function faultMatrix(endpoint: EndpointName): void {
  const target = ENDPOINTS[endpoint];
  const cells: Cell[] = [];
  let simulator: Simulator;
  let wanted: readonly string[];

  beforeAll(async () => {
    simulator = await startSimulator(WORLD);
    wanted = target.expected(simulator);
  });

  afterAll(() => simulator.close());

  describe.each(['first', 'middle', 'last'] as const)(
    `${endpoint} endpoint, %s response`,
    (answer) => {
      const besides = target.besides?.[answer] ?? [];
      let undisturbed: CountedRead;

      beforeAll(async () => {
        undisturbed = await readUnder(simulator, besides, target);
      });

      it.each(Object.entries(FAULTS))(
        'given %s once, when read, then every record is sent once, unchanged',
        async (name, fault) => {
          const faults = [...besides, { match: target.answers[answer], fault }];
          const read = await readUnder(simulator, faults, target);
          expect(read.struck).toHaveLength(besides.length + 1);
          expectExact(read.read, target.stream, wanted);
          const extraRequests = read.requests - undisturbed.requests;
          expect(extraRequests).toBeLessThanOrEqual(1);
          const added = read.setbacks.slice(undisturbed.setbacks.length);
          cells.push({ fault: name, endpoint, setbacks: added, extraRequests });
        },
      );
    },
  );

  it(`given every fault at the ${endpoint} endpoint, when all were read, then docs/reliability.md matches the results`, () => {
    const rows = rowsOf(cells);
    if (!keepRows(endpoint, rows)) expect(documentedRows(endpoint)).toEqual(rows);
  });
}
