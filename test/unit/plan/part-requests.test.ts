import { join } from 'node:path';
import fc from 'fast-check';
import { loadManifest } from '../../../src/manifest/load';
import type { StreamModel } from '../../../src/manifest/model';
import { partRequests } from '../../../src/plan/part-requests';
import { Window } from '../../../src/stream/window';
import { ROOT } from '../../docs/support';

const { streams } = loadManifest(join(ROOT, 'resources/manifest.yaml'));

function model(name: string): StreamModel {
  const found = streams.find((stream) => stream.name === name);
  if (!found) throw new RangeError(name);
  return found;
}

const facts = {
  window: undefined,
  isIncremental: false,
  stated: undefined,
  remembered: undefined,
} as const;

describe('given how many records a part has, when its requests are counted', () => {
  it.each([
    ['bookings', 0, 1],
    ['bookings', 99, 1],
    // A full page is never taken for the last one.
    ['bookings', 100, 2],
    ['bookings', 250, 3],
    ['users', 200, 3],
    ['gl_codes', 0, 1],
    ['gl_codes', 500, 1],
    ['gl_codes', 501, 2],
    ['gl_code_settings', 9999, 1],
  ])('then %s with %i records needs %i', (name, remembered, requests) => {
    const expected = { min: requests, max: requests };
    expect(partRequests({ ...facts, model: model(name), remembered })).toEqual(expected);
  });

  it('then unknown counts need at least one request', () => {
    for (const name of ['bookings', 'transactions', 'users'])
      expect(partRequests({ ...facts, model: model(name) })).toEqual({ min: 1, max: undefined });
    const settings = model('gl_code_settings');
    expect(partRequests({ ...facts, model: settings })).toEqual({ min: 1, max: 1 });
  });

  it('then what the API states now outranks what the state remembers', () => {
    const given = { ...facts, model: model('bookings'), stated: 150, remembered: 20 };
    expect(partRequests(given)).toEqual({ min: 2, max: 2 });
  });

  it('then a window of changes may have fewer than the last one, and a full read any number', () => {
    const given = { ...facts, model: model('transactions'), remembered: 1200 };
    expect(partRequests({ ...given, isIncremental: true })).toEqual({ min: 1, max: 3 });
    expect(partRequests(given)).toEqual({ min: 3, max: undefined });
    const receipts = { ...facts, model: model('transaction_receipts'), remembered: 1200 };
    expect(partRequests(receipts)).toEqual({ min: 1, max: 3 });
  });

  it('then a month with more than 10,000 bookings needs at least its pages and one request per split', () => {
    const bookings = model('bookings');
    const { window: windowModel } = bookings.extension;
    if (!windowModel) throw new RangeError('bookings have time windows');
    const window = new Window(windowModel, 0, 2_592_000);
    fc.assert(
      fc.property(fc.integer({ min: 10_001, max: 200_000 }), (remembered) => {
        const { min, max } = partRequests({ ...facts, model: bookings, window, remembered });
        expect(max).toBeUndefined();
        expect(min).toBe(Math.floor(remembered / 100) + Math.ceil(remembered / 10_000));
      }),
    );
  });
});
