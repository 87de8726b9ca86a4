import { BEHAVIOURS, losesNothing } from './support/changes-filters';
import { movableTime } from './support/movable-time';

const setTime = movableTime();

/** More of them: npm run test:long. */
const NUM_RUNS = 1;

it.each(Object.entries(BEHAVIOURS))(
  'given a filter for changes that is %s, when syncs run for more than a week, then no change is lost',
  async (_, behaviour) => {
    await losesNothing(behaviour, NUM_RUNS, setTime);
  },
  120_000,
);
