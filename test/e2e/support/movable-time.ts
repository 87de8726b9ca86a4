import type { Simulator } from '../../../simulator';

/** Moves this machine's clock, and a simulator's, from one sync to the next. The machine's runs from there on. */
export function movableTime(): (navan: Simulator, epochMs: number) => void {
  const real = Date.now;
  let offset = 0;
  beforeAll(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => real() + offset);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });
  return (navan, epochMs) => {
    offset = epochMs - real();
    navan.control.setNow(new Date(epochMs).toISOString());
  };
}
