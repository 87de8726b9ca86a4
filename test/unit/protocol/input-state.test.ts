import { parseState } from '../../../src/protocol/input-state';

const KNOWN = ['bookings', 'users'];
const STATE = { states: [] };
const stream = (name: string, stream_state: unknown = STATE) => ({
  type: 'STREAM',
  stream: { stream_descriptor: { name }, stream_state },
});
const read = (value: unknown) => {
  const { state, notices } = parseState(value, KNOWN);
  return { streams: Object.fromEntries(state.streams), notices: notices.length };
};

describe('given a state file, when it is parsed', () => {
  it.each([
    ['nothing', undefined, {}, 0],
    ['null', null, {}, 0],
    ['an empty list', [], {}, 0],
    ['an empty object', {}, {}, 0],
    ['nulls in the list', [null, stream('users')], { users: STATE }, 0],
    ['a stream without state', [stream('users', null)], {}, 0],
    ['a stream that is gone', [stream('trips'), stream('users')], { users: STATE }, 1],
    ['two states of a stream', [stream('users', { a: 1 }), stream('users')], { users: STATE }, 0],
    ['STATE lines of a read', [{ type: 'STATE', state: stream('users') }], { users: STATE }, 0],
    ['one message without a list', stream('users'), { users: STATE }, 0],
    ['the old form', { bookings: STATE, users: STATE }, { bookings: STATE, users: STATE }, 1],
    ['LEGACY in a list', [{ type: 'LEGACY', data: { users: STATE } }], { users: STATE }, 1],
    ['LEGACY without data', [{ type: 'LEGACY', data: {} }], {}, 0],
    ['STREAM without a stream', [{ type: 'STREAM' }, stream('users')], { users: STATE }, 1],
    ['STREAM with null', [{ type: 'STREAM', stream: null }], {}, 1],
    ['STATE without a state', { type: 'STATE' }, {}, 1],
  ])('then %s is understood', (_, value, streams, notices) => {
    expect(read(value)).toEqual({ streams, notices });
  });

  it.each([
    ['text', 'x', 'the top level'],
    ['GLOBAL', [{ type: 'GLOBAL', global: {} }], 'found a GLOBAL state'],
    ['a number in the list', [1], 'entry 1'],
    ['an object of something else', { client_id: 'x' }, '"client_id", which is no stream'],
    ['a state that is text', [stream('users', 'x')], 'a stream_state that is no object'],
    ['a stream without a name', [{ type: 'STREAM', stream: { stream_descriptor: {} } }], 'name'],
  ])('then %s is refused', (_, value, words) => {
    expect(() => read(value)).toThrow(words);
  });
});
