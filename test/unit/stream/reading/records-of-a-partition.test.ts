import { CLIENT_ERRORS } from '../../../../src/errors/client-errors';
import { ConnectorError } from '../../../../src/errors/connector-error';
import { SharedRecords } from '../../../../src/stream/shared-records';
import { idOfText } from '../../../support/record-ids';
import { OutdatedScope } from '../../../../src/stream/page-fetcher';
import { NOW, codeOf, factsOf, ids, modelOf, reading, withPages } from './reading';
import { named, rows } from './records';
import type { Row } from './travel-api';
import { answerTo, TravelApi } from './travel-api';

const at = (uuid: string, created: string, lastModified?: string): Row => ({
  uuid,
  created,
  ...(lastModified === undefined ? {} : { lastModified }),
});

describe('the cursor after a read', () => {
  const hour = 3_600_000;

  it('given responses with a Date, when read, then it is the start of the earliest request', async () => {
    const api = new TravelApi(rows(7), undefined, (turn) => NOW - hour + turn * 1000 + 0.5);
    expect((await reading(api.send)).result?.cursor).toBe(NOW - hour - 250);
  });

  it('given a later response whose request started earlier, when read, then it is that start', async () => {
    const api = new TravelApi(rows(7), undefined, (turn) => NOW - turn * 1000);
    expect((await reading(api.send)).result?.cursor).toBe(NOW - 2250);
  });

  it('given a month that ends at the frozen now, when responses are later, then it is at most now', async () => {
    const began = NOW + 20 * 24 * hour;
    const api = new TravelApi([], undefined, () => began + hour);
    const { result } = await reading(api.send, { began, value: '2026-11' });
    expect(result?.cursor).toBe(began);
  });

  it('given an earlier month, when responses are later than the frozen now, then it is their time', async () => {
    const api = new TravelApi([], undefined, () => NOW + hour);
    expect((await reading(api.send)).result?.cursor).toBe(NOW + hour - 250);
  });

  it('given an API without a Date, when read, then it is the newest change of any record', async () => {
    const some = [
      at('a', '2026-09-03T00:00:00Z', '2026-09-04T00:00:00.500Z'),
      at('b', '2026-09-03T00:00:00Z', '2026-10-04T00:00:00Z'),
      at('c', '2026-09-03T00:00:00Z', '2026-09-05T00:00:00Z'),
      at('d', '2026-09-03T00:00:00Z'),
    ];
    const api = new TravelApi(some, undefined, () => undefined);
    const { result } = await reading(api.send);
    expect(result?.cursor).toBe(Date.parse('2026-10-04T00:00:00Z'));
  });
});

describe('which records are sent', () => {
  it('given a cursor, when records changed before, at or after it, or have no time, then all but the first are sent', async () => {
    const changedSince = Date.parse('2026-10-01T00:00:00Z');
    const some = [
      at('before', '2026-09-03T00:00:00Z', '2026-09-30T23:59:59.999Z'),
      at('at', '2026-09-03T00:00:00Z', '2026-10-01T00:00:00Z'),
      at('after', '2026-09-03T00:00:00Z', '2026-10-02T00:00:00Z'),
      at('silent', '2026-09-03T00:00:00Z'),
      at('odd', '2026-09-03T00:00:00Z', 'yesterday'),
    ];
    const outcome = await reading(new TravelApi(some).send, { changedSince });
    expect(ids(outcome)).toEqual(['at', 'after', 'silent', 'odd']);
    expect(outcome.result?.records).toBe(5);
  });

  it('given a record in the second shared with the next month, when read, then it is left to that month', async () => {
    const some = [at('own', '2026-09-30T23:59:59.999Z'), at('next', '2026-10-01T00:00:00.250Z')];
    const outcome = await reading(new TravelApi(some).send);
    expect(ids(outcome)).toEqual(['own']);
    expect(outcome.result?.records).toBe(1);
    expect(outcome.told.wrongTotals).toEqual([]);
  });

  it('given a record near the end that the next month sent, when read, then it is not sent again', async () => {
    const sharedRecords = new SharedRecords(true);
    sharedRecords.add(1, idOfText('late'));
    const some = [at('late', '2026-09-30T23:59:58Z'), at('own', '2026-09-20T00:00:00Z')];
    const outcome = await reading(new TravelApi(some).send, { sharedRecords });
    expect(ids(outcome)).toEqual(['own']);
    expect(outcome.result?.records).toBe(2);
  });

  it('given records near the end or without a time, when sent, then the neighbours are told; about others they are not', async () => {
    const sharedRecords = new SharedRecords(true);
    const some = [
      at('late', '2026-09-30T23:59:59Z'),
      at('own', '2026-09-20T00:00:00Z'),
      at('unchanged', '2026-09-30T23:59:59Z', '2026-09-01T00:00:00Z'),
    ];
    const changedSince = Date.parse('2026-09-02T00:00:00Z');
    await reading(new TravelApi(some).send, { sharedRecords, changedSince });
    expect(['late', 'own', 'unchanged'].map((id) => sharedRecords.has(1, idOfText(id)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('given a record far outside the month, when it arrives, then it is sent and reported once as misplaced', async () => {
    const stray = at('stray', '2026-03-01T00:00:00Z');
    const api = new TravelApi([], () => ({ rows: [stray], total: 1 }));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(['stray']);
    expect(outcome.told.misplaced).toEqual(['2026-08-31T23:59:59Z to 2026-10-01T00:00:00Z']);
  });

  it('given the same record twice in one pass, when read, then it is sent once', async () => {
    const twice = [at('a', '2026-09-03T00:00:00Z'), at('a', '2026-09-03T00:00:00Z')];
    const api = new TravelApi([], () => ({ rows: twice, total: 1 }));
    expect(ids(await reading(api.send))).toEqual(['a']);
  });

  it('given ids beyond exact integers, when they differ in the last digit, then both are sent', async () => {
    const send = new TravelApi([]).send;
    const outcome = await reading(async (request, signal) => {
      const response = await send({ ...request, decode: () => undefined }, signal);
      const body = Buffer.from(
        '{"data":[{"uuid":9007199254740993},{"uuid":9007199254740992}],"page":{"totalElements":2}}',
      );
      return answerTo(request, { ...response, body });
    });
    expect(outcome.sent).toHaveLength(2);
  });

  it('given records without an id, when read, then every one is sent', async () => {
    const api = new TravelApi([], () => ({
      rows: [
        { uuid: null, created: '2026-09-03T00:00:00Z' },
        { uuid: null, created: '2026-09-03T00:00:00Z' },
      ],
      total: 2,
    }));
    expect((await reading(api.send)).sent).toHaveLength(2);
  });

  describe('of a month that is split', () => {
    const base = withPages('bookings', 50);
    const window = { ...modelOf('bookings').extension.window, maxRows: 5 } as never;
    const model = { ...base, extension: { ...base.extension, window } };
    /** One per second, so that each split goes through one of them. */
    const all = rows(30, '2026-09-01T00:00:00Z', 1);

    it('given a record that two halves share, when read, then it is sent once and counted once', async () => {
      const outcome = await reading(new TravelApi(all).send, { model });
      expect(ids(outcome).sort()).toEqual(named(all).sort());
      expect(outcome.result?.records).toBe(30);
    });

    it('given an unchanged record that two halves share, when read, then it is counted once', async () => {
      const changedSince = Date.parse('2026-10-01T00:00:00Z');
      const outcome = await reading(new TravelApi(all).send, { model, changedSince });
      expect(outcome.sent).toEqual([]);
      expect(outcome.result?.records).toBe(30);
    });

    it('given a record without a creation time, when every half has it, then it is sent once', async () => {
      const timeless = { uuid: 'timeless', created: '' };
      const api = new TravelApi(all, (_asked, { rows: found, total }) => ({
        rows: [...found, timeless],
        total: Number(total) + 1,
      }));
      const outcome = await reading(api.send, { model });
      expect(ids(outcome).sort()).toEqual([...named(all), 'timeless'].sort());
    });
  });

  it('given a stream without time windows, when read, then no ids are stored for neighbours', async () => {
    const sharedRecords = new SharedRecords(false);
    const api = new TravelApi([], () => ({ rows: rows(3), total: 3 }));
    const model = { ...withPages('users', 50), primaryKey: 'uuid' };
    const outcome = await reading(api.send, { model, sharedRecords });
    expect(ids(outcome)).toEqual(['a0', 'a1', 'a2']);
    expect(sharedRecords.has(0, idOfText('a1'))).toBe(false);
  });
});

describe('a slow sink', () => {
  it('given a record that has to wait, when read, then the next one is not taken before it is written', async () => {
    const order: string[] = [];
    let underWay = 0;
    await reading(new TravelApi(rows(5)).send, {
      model: withPages('bookings', 50),
      sink: async (_page, index) => {
        expect(underWay).toBe(0);
        underWay += 1;
        await new Promise(setImmediate);
        underWay -= 1;
        order.push(String(index));
      },
    });
    expect(order).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('a clock that turns out to be wrong', () => {
  it.each([
    ['an answer', new TravelApi(rows(1)).send],
    ['a refusal', () => Promise.reject(new Error('400'))],
  ])(
    'given %s that reveals it, when read, then no record is sent and the scope is outdated',
    async (_what, send) => {
      const outcome = await reading(send, { isOutdated: () => true });
      expect(outcome.error).toBeInstanceOf(OutdatedScope);
      expect(outcome.sent).toEqual([]);
    },
  );

  it('given a refusal because of a stop signal, when the clock is wrong too, then the signal takes precedence', async () => {
    const stop = new AbortController();
    const outcome = await reading(
      () => {
        stop.abort(new Error('stopped'));
        return Promise.reject(new Error('aborted'));
      },
      { isOutdated: () => stop.signal.aborted, signal: stop.signal },
    );
    expect(outcome.error).toMatchObject({ message: 'aborted' });
  });
});

describe('a stop signal', () => {
  it('given one before a page, when its turn comes, then the page is not requested', async () => {
    const stop = new AbortController();
    const api = new TravelApi(rows(9), (_asked, honest) => {
      stop.abort(new Error('stopped'));
      return honest;
    });
    const outcome = await reading(api.send, { signal: stop.signal });
    expect(outcome.error).toMatchObject({ message: 'stopped' });
    expect(api.asked).toHaveLength(1);
  });
});

it('given a network that fails for the whole stream, when it ends, then the action is about the network', async () => {
  const broken = new ConnectorError(CLIENT_ERRORS['network-failure'], { found: 'ECONNRESET' });
  const outcome = await reading(() => Promise.reject(broken), { model: modelOf('users') });
  expect(codeOf(outcome)).toBe('endpoint-failing');
  expect(factsOf(outcome)).toMatchObject({ action: broken.action, cause: broken });
});
