import fc from 'fast-check';
import { WaitMeter } from '../../../src/report/wait-meter';

const waits = fc.array(
  fc.record({ gap: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 0, max: 60 }) }),
  { maxLength: 30 },
);

it('given overlapping waits, when they are summed up, then each moment counts once and only once it has passed', () => {
  fc.assert(
    fc.property(waits, fc.integer({ min: 0, max: 100 }), (all, later) => {
      const meter = new WaitMeter();
      const waited = new Set<number>();
      let now = 1000;
      for (const { gap, length } of all) {
        now += gap;
        meter.wait(now, now + length);
        for (let at = now; at < now + length; at++) waited.add(at);
      }
      now += later;
      expect(meter.waitedMs(now)).toBe([...waited].filter((at) => at < now).length);
    }),
  );
});

it('given a wait without a known end, when it ends, then it counts until then', () => {
  const meter = new WaitMeter();
  meter.wait(1000, Infinity);
  meter.wait(2000, Infinity);
  expect(meter.endsAt(2500)).toBe(Infinity);
  meter.end(3000);
  expect(meter.endsAt(3000)).toBeUndefined();
  expect({ count: meter.count, ms: meter.waitedMs(9000) }).toEqual({ count: 1, ms: 2000 });
});
