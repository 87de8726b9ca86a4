import { withResolvers, type Resolvers } from './with-resolvers';

/** Lets all waiters through each time it opens. */
export class Waiters {
  private waiting: Resolvers | undefined;

  /** Everyone who waits for the same opening shares one promise. */
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
