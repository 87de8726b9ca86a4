# Counts the tests of a report of node --test.
/^# pass / { passed = $3 }
/^# fail / { failed = $3 }
END { printf "%d passed, %d failed\n", passed, failed }
