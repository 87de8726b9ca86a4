/** This machine's clock says `now` (ISO 8601) when a test begins, and goes on from there. */
export function machineTime(now: string): void {
  beforeEach(() => {
    const real = Date.now;
    const offset = Date.parse(now) - real();
    jest.spyOn(Date, 'now').mockImplementation(() => real() + offset);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
}
