import { BEHAVIOURS, losesNothing } from '../e2e/support/changes-filters';
import { movableTime } from '../e2e/support/movable-time';

const setTime = movableTime();

/** test/e2e has one of each. */
const NUM_RUNS = 10;

it.each(Object.entries(BEHAVIOURS))(
  'given a filter for changes that is %s, when syncs of any schedule run for more than a week, then no change is lost',
  async (_, behaviour) => {
    await losesNothing(behaviour, NUM_RUNS, setTime);
  },
  900_000,
);
