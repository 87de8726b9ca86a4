#!/usr/bin/env bash
# Draws the dashboard of a company and of odd copies of it, and opens the pages in Chromium. The connector must have been
# built. Arguments name tests; DASHBOARD_COMPANY names a company.duckdb to use in place of a new one. With
# DASHBOARD_IMAGES=DIR it leaves a picture of the first screen there.
set -euo pipefail
[ -z "${DASHBOARD_COMPANY:-}" ] || DASHBOARD_COMPANY=$(realpath "$DASHBOARD_COMPANY")
[ -z "${DASHBOARD_IMAGES:-}" ] || DASHBOARD_IMAGES=$(realpath -m "$DASHBOARD_IMAGES")
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
CHROMIUM=$("$root/test/support/chromium.sh")
DASHBOARD_WORK=$(mktemp -d)
export CHROMIUM DASHBOARD_WORK
trap 'rm -rf "$DASHBOARD_WORK"' EXIT
if [ -z "${DASHBOARD_COMPANY:-}" ]; then
  export DASHBOARD_COMPANY=$DASHBOARD_WORK/company.duckdb
  "$root/test/dbt/python.sh" test/dbt/fill.py "$DASHBOARD_COMPANY" >"$DASHBOARD_WORK/log" 2>&1 || {
    cat "$DASHBOARD_WORK/log"
    exit 1
  }
fi
tests=("$@")
[ $# -gt 0 ] || tests=(*.test.mjs)
status=0
node --test --test-concurrency=1 --test-reporter=tap --test-timeout=120000 "${tests[@]}" >"$DASHBOARD_WORK/tap" || status=$?
cat "$DASHBOARD_WORK/tap"
awk -f "$root/test/support/tap-totals.awk" "$DASHBOARD_WORK/tap"
exit "$status"
