/** Sets this machine's clock to `now` (ISO 8601) at the start of each test; it runs from there. */
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
