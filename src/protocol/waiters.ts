import { withResolvers } from './with-resolvers';
import type { Resolvers } from './with-resolvers';

/** Lets any number of waiters through at once, each time it opens. */
export class Waiters {
  private waiting: Resolvers | undefined;

  /** One promise for all who wait for the same opening. */
  wait(): Promise<void> {
    this.waiting ??= withResolvers();
    return this.waiting.promise;
  }

  wake(): void {
    this.waiting?.resolve();
    this.waiting = undefined;
  }

  fail(reason: Error): void {
    this.waiting?.reject(reason);
    this.waiting = undefined;
  }
}
