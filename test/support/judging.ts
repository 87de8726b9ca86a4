import fc from 'fast-check';

/**
 * For mutation tests: the first counterexample is enough, the smallest would take most of the time;
 * and a mutant that a property has not killed within this many milliseconds counts as survived, so
 * that a score is rather too low.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the global type lacks the plugin that is to replace it
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 250 });
