import fc from 'fast-check';

/**
 * For tests that judge mutants: the first counterexample is enough, the smallest would take most of the time; and what
 * a property has not noticed in so many milliseconds counts as not noticed, so that a score is rather too low.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the global type lacks the plugin that is to replace it
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 250 });
