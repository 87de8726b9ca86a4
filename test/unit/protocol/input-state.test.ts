import { parseState } from '../../../src/protocol/input-state';

const KNOWN = ['bookings', 'users'];
const STATE = { states: [] };
const stream = (name: string, stream_state: unknown = STATE) => ({
  type: 'STREAM',
  stream: { stream_descriptor: { name }, stream_state },
});
const USERS = { stream_descriptor: { name: 'users' }, stream_state: STATE };
const OF_API = { streamDescriptor: { name: 'users' }, streamState: STATE };
const global = (content: object) => ({ type: 'GLOBAL', global: content });
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
    ['GLOBAL without streams', [global({ stream_states: [] })], {}, 0],
    ['GLOBAL with nothing at all', [global({})], {}, 0],
    ['GLOBAL with null', [{ type: 'GLOBAL', global: null }], {}, 1],
    ['GLOBAL with streams', [global({ stream_states: [USERS, null] })], { users: STATE }, 0],
    [
      'GLOBAL with an empty shared state',
      [global({ shared_state: {}, stream_states: [USERS] })],
      { users: STATE },
      0,
    ],
    [
      'GLOBAL with a shared state',
      [global({ shared_state: { lsn: 1 }, stream_states: [USERS] })],
      { users: STATE },
      1,
    ],
    [
      'a stream that is gone in GLOBAL',
      [global({ stream_states: [{ stream_descriptor: { name: 'trips' }, stream_state: {} }] })],
      {},
      1,
    ],
    [
      'a line of a read with GLOBAL',
      [{ type: 'STATE', state: global({ stream_states: [USERS] }) }],
      { users: STATE },
      0,
    ],
    ['streams as Airbyte’s web application shows them', [OF_API], { users: STATE }, 1],
    [
      'a connection’s state as Airbyte’s API has it',
      { stateType: 'stream', connectionId: 'x', streamState: [OF_API], globalState: null },
      { users: STATE },
      1,
    ],
    [
      'a connection’s global state as Airbyte’s API has it',
      { stateType: 'global', globalState: { shared_state: { a: 1 }, streamStates: [OF_API] } },
      { users: STATE },
      2,
    ],
    [
      'a connection’s old state as Airbyte’s API has it',
      { stateType: 'legacy', state: { users: STATE } },
      { users: STATE },
      2,
    ],
    ['a connection without a state', { stateType: 'not_set', connectionId: 'x' }, {}, 1],
    [
      'a STREAM with the words of the API',
      [{ type: 'STREAM', stream: OF_API }],
      { users: STATE },
      0,
    ],
  ])('then %s is accepted', (_, value, streams, notices) => {
    expect(read(value)).toEqual({ streams, notices });
  });

  it.each([
    ['text', 'x', 'the top level'],
    [
      'GLOBAL with something else',
      [{ type: 'GLOBAL', global: 'x' }],
      '"global", which is not a stream',
    ],
    [
      'GLOBAL with streams that are not a list',
      [{ type: 'GLOBAL', global: { stream_states: {} } }],
      'streams that are not a list',
    ],
    [
      'GLOBAL with a stream that is text',
      [{ type: 'GLOBAL', global: { stream_states: ['users'] } }],
      'a stream that is not an object',
    ],
    ['a stream of the API without a name', [{ streamDescriptor: {}, streamState: STATE }], 'name'],
    [
      'a connection of the API whose streams are no list',
      { stateType: 'stream', streamState: 'x' },
      'streams that are not a list',
    ],
    ['a number in the list', [1], 'entry 1'],
    ['an object of something else', { client_id: 'x' }, '"client_id", which is not a stream'],
    ['a state that is text', [stream('users', 'x')], 'a stream_state that is not an object'],
    ['a stream without a name', [{ type: 'STREAM', stream: { stream_descriptor: {} } }], 'name'],
  ])('then %s is rejected', (_, value, words) => {
    expect(() => read(value)).toThrow(words);
  });
});
