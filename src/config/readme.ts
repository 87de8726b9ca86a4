/** For users who write the catalog and the state by hand. */
export const README_SAYS_HOW = 'The README says how, under "On the command line".';
