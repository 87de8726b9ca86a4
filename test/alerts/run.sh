#!/usr/bin/env bash
# The job of examples/alerts: its SQL on DuckDB and PostgreSQL, and what it tells stand-ins for Slack and PagerDuty. The
# connector must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${ALERTS_VENV:-$root/.venv-alerts}
"$root/test/witness/setup.sh" "$venv" "$here/requirements.txt"
"$root/test/support/postgresql.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root/examples/alerts:$root/test/pyairbyte:$root/test/witness" \
  "$venv/bin/python" -m pytest "$here" -p no:cacheprovider -q -rs | tee "$work/log" || status=1

awk -f "$root/test/support/pytest-totals.awk" "$work/log"
exit "$status"
