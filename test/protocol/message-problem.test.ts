import { messageProblem } from './message-problem';

const record = { stream: 'bookings', emitted_at: 1, data: { any: 1 } };
const streamState = { stream_descriptor: { name: 'bookings' }, stream_state: { any: 1 } };
const status = { stream_descriptor: { name: 'bookings' }, status: 'STARTED' };

describe('given a line of stdout, when it is checked', () => {
  it.each([
    { type: 'RECORD', record },
    { type: 'STATE', state: { type: 'STREAM', stream: streamState } },
    { type: 'LOG', log: { level: 'WARN', message: 'x' } },
    { type: 'TRACE', trace: { type: 'STREAM_STATUS', emitted_at: 1, stream_status: status } },
  ])('then %j is a message', (message) => {
    expect(messageProblem(JSON.stringify(message))).toBeUndefined();
  });

  it.each([
    [{ type: 'RECORD' }, 'record'],
    [{ type: 'RECORD', record: { ...record, data: [] } }, 'data'],
    [{ type: 'RECORD', record: { ...record, emitted_at: 1.5 } }, 'emitted_at'],
    [{ type: 'RECORD', record, extra: 1 }, 'additional properties'],
    [{ type: 'STATE', state: { stream: streamState } }, 'type'],
    [{ type: 'STATE', state: { type: 'LEGACY', data: {} } }, 'type'],
    [{ type: 'LOG', log: { level: 'WARNING', message: 'x' } }, 'level'],
    [{ type: 'TRACE', trace: { type: 'STREAM_STATUS', emitted_at: 1 } }, 'stream_status'],
    [{ type: 'TRACE', trace: { type: 'STREAM_STATUS', stream_status: status } }, 'emitted_at'],
    [{ type: 'SPEC', spec: { documentationUrl: 'none', connectionSpecification: {} } }, 'uri'],
  ])('then %j is not a message, because of its %s', (message, part) => {
    expect(messageProblem(JSON.stringify(message))).toContain(part);
  });

  it('then half a line is not a message', () => {
    expect(messageProblem('{"type":"REC')).toContain('not JSON');
  });
});
