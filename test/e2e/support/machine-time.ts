/** Sets this machine's clock to `now` (ISO 8601) before a file's first test; it runs from there until the last. */
export function machineTime(now: string): void {
  beforeAll(() => {
    const real = Date.now;
    const offset = Date.parse(now) - real();
    jest.spyOn(Date, 'now').mockImplementation(() => real() + offset);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });
}
