#!/usr/bin/env node
// Runs the tests that take minutes, against the built connector. Ends with one line of totals.
import { endWithTotals, jest } from './totals.mjs';

jest('long tests', '--config=jest.long.config.cjs', '--maxWorkers=100%', ...process.argv.slice(2));
endWithTotals();
