#!/usr/bin/env node
// Runs the tests that take minutes, against the built connector. Ends with one line of totals.
import { endWithTotals, jest } from './totals.mjs';

const args = process.argv.slice(2);
const workers = args.some((arg) => arg.startsWith('--maxWorkers')) ? [] : ['--maxWorkers=100%'];
jest('long tests', '--config=jest.long.config.cjs', ...workers, ...args);
endWithTotals();
