import { ConnectorError, defineErrors } from '../../../src/errors/connector-error';
import { LineWriter } from '../../../src/protocol/line-writer';
import type { RecordSource } from '../../../src/stream/records/write/record-source';
import { Redactor } from '../../../src/config/redaction';
import { StdoutOutput } from '../../../src/protocol/stdout-output';
import { isPending, SlowSink } from './slow-sink';

const KINDS = defineErrors({
  broken: { failureType: 'transient_error', title: 'It broke', why: '', action: 'Wait.' },
});

const source = (...records: readonly string[]): RecordSource => ({
  maxBytes: (index) => 3 * (records[index] ?? '').length,
  write: (index, target, offset) => offset + target.write(records[index] ?? '', offset),
});

const setUp = (batchBytes = 1024) => {
  const sink = new SlowSink();
  const idle: (() => void)[] = [];
  const closed: ConnectorError[] = [];
  const writer = new LineWriter(sink, {
    batchBytes,
    highWater: 2 * batchBytes,
    whenIdle: (send) => idle.push(send),
    onClosed: (error) => closed.push(error),
  });
  const redactor = new Redactor();
  let time = 1000;
  const output = new StdoutOutput(writer, redactor, { now: () => time });
  const endTurn = () => {
    idle.splice(0).forEach((send) => {
      send();
    });
  };
  const messages = () => {
    endTurn();
    sink.takeAll();
    endTurn();
    return sink.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  };
  return { sink, writer, redactor, output, closed, endTurn, messages, tick: () => (time += 1) };
};

describe('given records, when they are sent', () => {
  it('then a line has the unchanged bytes and the time of emission', () => {
    const { output, messages, sink, tick } = setUp();
    const data = source('{"id":1,"price":1.0}', '{"id":12345678901234567890}');
    expect(output.record('a"b', data, 0)).toBeUndefined();
    tick();
    expect(output.record('a"b', data, 1)).toBeUndefined();
    messages();
    expect(sink.text).toBe(
      '{"type":"RECORD","record":{"stream":"a\\"b","emitted_at":1000,"data":{"id":1,"price":1.0}}}\n' +
        '{"type":"RECORD","record":{"stream":"a\\"b","emitted_at":1001,"data":{"id":12345678901234567890}}}\n',
    );
  });

  it('then no record waits longer than one turn of the event loop', () => {
    const { output, sink, endTurn } = setUp();
    void output.record('users', source('{"id":1}'), 0);
    expect(sink.text).toBe('');
    endTurn();
    expect(sink.text).toContain('"id":1');
  });

  it('then a record of 20 MB, larger than a batch, is one whole line between its neighbours', () => {
    const { output, messages, sink } = setUp();
    const huge = `{"id":"${'x'.repeat(20 * 2 ** 20)}"}`;
    const data = source('{"id":"before"}', huge, '{"id":"after"}');
    for (const index of [0, 1, 2]) void output.record('users', data, index);
    expect(messages()).toHaveLength(3);
    expect(sink.chunks.map((chunk) => chunk.endsWith('}\n'))).toEqual([true, true, true]);
  });

  it('then a record whose source throws leaves no partial line', () => {
    const { output, messages } = setUp();
    const broken: RecordSource = {
      maxBytes: () => 10,
      write: (_, target, offset) => {
        target.write('{"half":', offset);
        throw new RangeError('scan');
      },
    };
    expect(() => output.record('users', broken, 0)).toThrow('scan');
    output.status('users', 'INCOMPLETE');
    expect(messages()).toHaveLength(1);
  });
});

describe('given a slow reader, when records are sent', () => {
  it('then the sender waits at the high-water mark and continues once something is read', async () => {
    const { output, sink } = setUp();
    const data = source(`{"id":"${'x'.repeat(400)}"}`);
    let sent = 0;
    let wait: Promise<void> | undefined;
    while ((wait = output.record('users', data, 0)) === undefined) sent += 1;
    expect(sent).toBeLessThan(8);
    expect(await isPending(wait)).toBe(true);
    sink.takeAll();
    await wait;
    expect(output.record('users', data, 0)).toBeUndefined();
  });

  it('then the buffer stays bounded and everything arrives in order', async () => {
    const { output, sink, messages } = setUp();
    const records = Array.from({ length: 500 }, (_, id) => `{"id":${id}}`);
    const data = source(...records);
    let most = 0;
    for (let index = 0; index < records.length; index += 1) {
      const wait = output.record('users', data, index);
      most = Math.max(most, sink.waiting);
      if (wait !== undefined) {
        sink.takeAll();
        await wait;
      }
    }
    // Two whole batches; the unused part of a batch may admit one more.
    expect(most).toBeLessThanOrEqual(3);
    const ids = messages().map(
      (line) => (line as { record: { data: { id: number } } }).record.data.id,
    );
    expect(ids).toEqual(records.map((_, id) => id));
  });

  it('then flush waits until everything is read', async () => {
    const { output, sink } = setUp();
    output.log('INFO', 'One.');
    const flushed = output.flush();
    expect(await isPending(flushed)).toBe(true);
    sink.takeAll();
    await flushed;
    expect(sink.text).toContain('One.');
  });
});

describe('given a reader that has closed, when a message is sent', () => {
  it('then senders, including waiting ones, get an error, and nothing more is written', async () => {
    const { output, sink, closed } = setUp();
    output.log('INFO', 'One.');
    const flushed = output.flush();
    sink.breakPipe();
    sink.breakPipe();
    await expect(flushed).rejects.toThrow('Cannot write to standard output: EPIPE');
    await expect(output.record('users', source('{}'), 0)).rejects.toThrow('Cannot write');
    await expect(output.state('users', {})).rejects.toThrow('Cannot write');
    await expect(output.flush()).rejects.toThrow('Cannot write');
    expect(closed).toHaveLength(1);
    expect(sink.chunks).toHaveLength(1);
  });
});

describe('given messages other than records, when they are sent', () => {
  it("then a state has the number of its stream's records since its last one", async () => {
    const { output, messages } = setUp();
    const data = source('{"id":1}');
    for (const stream of ['a', 'b', 'a']) void output.record(stream, data, 0);
    await output.state('a', { states: [] });
    await output.state('a', { states: [] });
    const states = messages().filter((line) => (line as { type: string }).type === 'STATE');
    expect(states).toEqual(
      [2, 0].map((recordCount) => ({
        type: 'STATE',
        state: {
          type: 'STREAM',
          stream: { stream_descriptor: { name: 'a' }, stream_state: { states: [] } },
          sourceStats: { recordCount },
        },
      })),
    );
  });

  it('then a state is sent as it was at the call', async () => {
    const { output, sink, endTurn } = setUp();
    const state = { cursor: 'before' };
    const sent = output.state('a', state);
    state.cursor = 'after';
    await sent;
    endTurn();
    expect(sink.text).toContain('before');
  });

  it("then statuses, the rate limit and estimates have the protocol's shape", () => {
    const { output, messages } = setUp();
    output.status('a', 'STARTED');
    output.rateLimited('a', 5000);
    output.estimate('a', 70);
    const stream_descriptor = { name: 'a' };
    expect(messages()).toEqual([
      {
        type: 'TRACE',
        trace: {
          type: 'STREAM_STATUS',
          emitted_at: 1000,
          stream_status: { stream_descriptor, status: 'STARTED' },
        },
      },
      {
        type: 'TRACE',
        trace: {
          type: 'STREAM_STATUS',
          emitted_at: 1000,
          stream_status: {
            stream_descriptor,
            status: 'RUNNING',
            reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: 5000 } }],
          },
        },
      },
      {
        type: 'TRACE',
        trace: {
          type: 'ESTIMATE',
          emitted_at: 1000,
          estimate: { name: 'a', type: 'STREAM', row_estimate: 70, byte_estimate: 0 },
        },
      },
    ]);
    expect(output.failed).toBe(false);
  });

  it('then the bytes of an estimate are an integer derived from the records so far', () => {
    const { output, messages } = setUp();
    const data = source('{"a":1}', '{"ab":1}', '{"abc":1}', '{"a":2}');
    for (const index of [0, 1, 2, 3]) void output.record('a', data, index);
    void output.state('a', {});
    output.estimate('a', 10);
    output.estimate('b', 10);
    const estimates = messages().slice(-2) as { trace: { estimate: object } }[];
    expect(estimates.map(({ trace }) => trace.estimate)).toEqual([
      { name: 'a', type: 'STREAM', row_estimate: 10, byte_estimate: 78 },
      { name: 'b', type: 'STREAM', row_estimate: 10, byte_estimate: 0 },
    ]);
  });

  it('then an estimate of no records is not sent', () => {
    const { output, messages } = setUp();
    output.estimate('a', 0);
    output.estimate('b', 1);
    expect(messages()).toMatchObject([{ trace: { estimate: { name: 'b' } } }]);
  });

  it('then an estimate is an integer that fits a long, whatever the API or a state says', () => {
    const { output, messages } = setUp();
    void output.record('a', source(`{"a":"${'x'.repeat(500)}"}`), 0);
    output.estimate('a', 2 ** 53);
    output.estimate('a', 1.5);
    const estimates = messages().slice(-2) as { trace: { estimate: object } }[];
    expect(estimates.map(({ trace }) => trace.estimate)).toMatchObject([
      { row_estimate: Number.MAX_SAFE_INTEGER, byte_estimate: Number.MAX_SAFE_INTEGER },
      { row_estimate: 2 },
    ]);
  });

  it('then an error names its stream, and the details of its cause stay internal', () => {
    const { output, sink, messages, redactor } = setUp(8192);
    redactor.addSecret('hunter2-hunter2');
    const cause = new SyntaxError('Unexpected token in {"email":"ada@example.com"}');
    output.error(new ConnectorError(KINDS.broken, { found: 'hunter2-hunter2', cause }), 'a');
    const [message] = messages();
    expect(message).toMatchObject({
      trace: {
        type: 'ERROR',
        error: {
          message: 'It broke: ****. Wait.',
          internal_message: 'broken: SyntaxError',
          failure_type: 'transient_error',
          stream_descriptor: { name: 'a' },
        },
      },
    });
    expect(sink.text).not.toContain('ada@example.com');
    expect(sink.text).toContain('caused by SyntaxError');
    expect(output.failed).toBe(true);
  });

  it('then DEBUG is hidden, and facts follow the sentence', () => {
    const { output, messages } = setUp();
    output.log('DEBUG', 'Hidden.');
    output.log('WARN', 'Page done.', { page: 3, url: 'a b', last: false, next: null });
    expect(messages()).toEqual([
      {
        type: 'LOG',
        log: { level: 'WARN', message: 'Page done. page=3 url="a b" last=false next=none' },
      },
    ]);
  });

  it('then characters that other readers take for line breaks are escaped', async () => {
    const { output, sink, messages } = setUp();
    const state = { text: 'a\u2028b\u2029c\u0085d' };
    await output.state('a', state);
    expect(messages()).toMatchObject([{ state: { stream: { stream_state: state } } }]);
    expect(sink.text).not.toMatch(/[\u2028\u2029\u0085]/);
  });
});
