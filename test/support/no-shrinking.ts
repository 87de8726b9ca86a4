import fc from 'fast-check';

// A mutant is noticed by the first counterexample; the smallest one would take most of the time.
fc.configureGlobal({ endOnFailure: true });
