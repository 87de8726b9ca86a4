import { drift } from './support/drift';
import { simulators } from './support/simulated';

const simulator = simulators();

describe('bookings that change, grow or shrink during a full refresh', () => {
  it.each(Array.from({ length: 15 }, (_, seed) => seed))(
    'given drift of seed %i, when read twice, then no record is lost and the first read has no duplicates',
    async (seed) => {
      await drift(seed, simulator);
    },
  );
});
