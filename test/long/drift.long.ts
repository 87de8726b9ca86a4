import { drift } from '../e2e/support/drift';
import { simulators } from '../e2e/support/simulated';

const simulator = simulators();

describe('bookings that change, grow or shrink during a full refresh', () => {
  it.each(Array.from({ length: 50 }, (_, index) => 1000 + index))(
    'given drift of seed %i, when read and read again, then nothing is lost, and nothing came twice at first',
    async (seed) => {
      await drift(seed, simulator);
    },
  );
});
