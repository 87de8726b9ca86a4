/** For whoever makes catalog and state by hand. */
export const README_SAYS_HOW = 'The README says how, under "On the command line".';
