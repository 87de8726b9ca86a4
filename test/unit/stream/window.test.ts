import type { WindowModel } from '../../../src/manifest/model';
import { Window } from '../../../src/stream/window';

const DAY = 86_400_000;
const seconds: WindowModel = {
  from: 'createdFrom',
  to: 'createdTo',
  unit: 'seconds',
  smallestMs: 1000,
};
const days: WindowModel = { from: 'date.from', to: 'date.to', unit: 'days', smallestMs: DAY };

const of = (model: WindowModel, from: unknown, to: unknown): Window | undefined =>
  Window.of(
    model,
    new Map([
      [model.from, from],
      [model.to, to],
    ]),
  );

describe('the window of a request', () => {
  it('given bounds in seconds, when requested, then parameters and description contain them', () => {
    const window = of(seconds, 1_788_220_799, 1_790_812_800);
    expect(window?.parameters()).toEqual([
      ['createdFrom', '1788220799'],
      ['createdTo', '1790812800'],
    ]);
    expect(window?.describe()).toBe('2026-08-31T23:59:59Z to 2026-10-01T00:00:00Z');
    expect(window?.endMs).toBe(1_790_812_800_000);
  });

  it('given bounds in days, when split down, then all parameters are days and each day is in one of them', () => {
    const whole = of(days, '2026-02-27', '2026-03-05') as Window;
    const leaves: Window[] = [];
    const visit = (window: Window): void => {
      if (window.canSplit()) window.split().forEach(visit);
      else leaves.push(window);
    };
    visit(whole);
    const asked = new Set<string>();
    for (const leaf of leaves) {
      const [from = '', to = ''] = leaf.parameters().map(([, day]) => day);
      expect(leaf.describe()).toBe(`${from} to ${to}`);
      for (let day = Date.parse(from); day <= Date.parse(to); day += DAY)
        asked.add(new Date(day).toISOString().slice(0, 10));
    }
    expect([...asked].sort()).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
    ]);
  });

  it.each([
    ['a text for seconds', seconds, '5', 9],
    ['a fraction of seconds', seconds, 5.5, 9],
    ['a day that is none', days, '2026-13-01', '2026-12-01'],
    ['nothing', seconds, undefined, 9],
  ])('given %s, when requested, then there is no window', (_, model, from, to) => {
    expect(of(model, from, to)).toBeUndefined();
  });

  it('given a window of two units, when asked, then it cannot be split', () => {
    expect(of(seconds, 10, 12)?.canSplit()).toBe(false);
    expect(of(seconds, 10, 13)?.canSplit()).toBe(true);
  });

  it('given a model without a maximum, when checked, then any number of records is accepted', () => {
    expect(of(seconds, 1, 9)?.maxRecords).toBe(Infinity);
    expect(of({ ...seconds, maxRows: 10 }, 1, 9)?.maxRecords).toBe(10);
  });

  it.each([
    [9, 'outside'],
    [10, 'shared'],
    [11.999, 'shared'],
    [12, 'inside'],
    [17.999, 'inside'],
    [18, 'inside'],
    [19, 'shared'],
    [20.999, 'shared'],
    [21, 'outside'],
  ])('given a record at second %d of 10 to 20, when located, then it is %s', (second, place) => {
    expect(of(seconds, 10, 20)?.place(second * 1000)).toBe(place);
  });
});
