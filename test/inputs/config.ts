/** In every input with a credential; no output may contain it. */
export const SECRET = '0123456789abcdef0123456789abcdef';

/** A valid config, with changes. */
export function config(changes: object = {}): Record<string, unknown> {
  return {
    client_id: '3f2c9a14-5b7d-4e0f-9c61-8a2d7e4b1f90',
    client_secret: SECRET,
    start_date: '2026-10-01T00:00:00Z',
    ...changes,
  };
}
