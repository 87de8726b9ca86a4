import { EventEmitter } from 'node:events';
import { onCrash, withoutCrashListeners } from '../../../src/cli/process-events';

describe('given a constructor that listens to crashes, when it is called', () => {
  it('then its listeners are gone and those of others are left', () => {
    const events = new EventEmitter();
    const ours: unknown[] = [];
    onCrash((error) => ours.push(error), events);
    const theirs = jest.fn();
    const created = withoutCrashListeners(() => {
      events.on('uncaughtException', theirs);
      events.on('unhandledRejection', theirs);
      return 'created';
    }, events);
    events.emit('uncaughtException', 'one');
    events.emit('unhandledRejection', 'two');
    expect(created).toBe('created');
    expect(theirs).not.toHaveBeenCalled();
    expect(ours).toEqual(['one', 'two']);
  });
});
