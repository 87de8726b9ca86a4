import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator';

/** Starts simulators and closes them after each test. */
export function simulators(): (options?: Partial<SimulatorOptions>) => Promise<Simulator> {
  const open: Simulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((simulator) => simulator.close()));
  });
  return async (options = {}) => {
    const simulator = await startSimulator({ users: 0, transactions: 0, ...options });
    open.push(simulator);
    return simulator;
  };
}

/** A record on one line, as it must be sent: three characters that line readers split at are escaped. */
export function asSent(record: string): string {
  return record.replace(
    /[\u0085\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function truth(
  simulator: Simulator,
  stream: Parameters<Simulator['control']['truth']>[0] = 'bookings',
): string[] {
  return [...simulator.control.truth(stream)].map(asSent);
}
