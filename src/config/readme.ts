/** For whoever makes catalog and state by hand. */
export const README_SAYS_HOW = 'See "On the command line" in the README.';
