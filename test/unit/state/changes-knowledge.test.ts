import type { JsonValue } from '../../../src/config/json';
import {
  changesEntry,
  readChanges,
  type ChangesKnowledge,
} from '../../../src/state/changes-knowledge';

const at = Date.UTC(2026, 10, 2);
const used = {
  answer: 'proven',
  at,
  form: { unit: 'milliseconds', isAlone: false },
  until: at + 1234,
  createdSince: at - 1000,
  shown: { all: 212, cancellations: 4, old: 9 },
  failures: 1,
} as const satisfies ChangesKnowledge;
const entry = changesEntry(used) ?? {};

it.each<ChangesKnowledge>([
  used,
  { ...used, answer: 'watched' },
  { answer: 'refused', at },
  { answer: 'ignored', at },
  { answer: 'empty', at },
  { answer: 'lied', at },
])('given what is known, when written and read, then it is the same: %j', (known) => {
  expect(readChanges(changesEntry(known))).toEqual(known);
});

it.each<[string, JsonValue | undefined]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'proven'],
  ['an unknown answer', { ...entry, answer: 'maybe' }],
  ['no date', { ...entry, at: null }],
  ['a date that is none', { ...entry, at: 'soon' }],
  ['no position', { ...entry, until: null }],
  ['no start', { ...entry, created_since: null }],
  ['an unknown unit', { ...entry, unit: 'hours' }],
])('given %s, when read, then nothing is known', (_, raw) => {
  expect(readChanges(raw)).toBeUndefined();
});

it('given a lie without a date, when read, then it is still one', () => {
  expect(readChanges({ answer: 'lied' })).toMatchObject({ answer: 'lied' });
});

it('given counts that are none, when read, then nothing was shown', () => {
  const damaged = {
    ...entry,
    shown: '212',
    shown_cancellations: -4,
    shown_old: 0.5,
    failures: null,
  };
  expect(readChanges(damaged)).toMatchObject({
    shown: { all: 0, cancellations: 0, old: 0 },
    failures: 0,
  });
});
