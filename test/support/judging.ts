import fc from 'fast-check';

/**
 * For tests that judge mutants: the first counterexample is enough, the smallest would take most of the time; and what
 * a property has not noticed in so many milliseconds counts as not noticed, so that a score is rather too low.
 */
// The plugin that is to replace this option cannot be set for all properties: its global type lacks it.
// eslint-disable-next-line @typescript-eslint/no-deprecated
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 250 });
