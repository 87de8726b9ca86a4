#!/usr/bin/env bash
# The script of examples/receipts: what it fetches from the simulator and a TLS server, with their faults, and what it
# keeps. In the Python environment of the alerts. Arguments go to pytest. The connector must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${ALERTS_VENV:-$root/.venv-alerts}
"$root/test/witness/setup.sh" "$venv" "$root/test/alerts/requirements.txt"
"$root/test/support/postgresql.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root/examples/receipts:$root/test/pyairbyte:$root/test/witness" \
  "$venv/bin/python" -m pytest "$here" "$@" -p no:cacheprovider -q -rs | tee "$work/log" || status=1

awk '/^[0-9]+ (passed|failed|skipped|error)/ { for (i = 1; i < NF; i++) { if ($(i + 1) ~ /^passed/) p += $i; if ($(i + 1) ~ /^(failed|error)/) f += $i; if ($(i + 1) ~ /^skipped/) s += $i } }
  END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$work/log"
exit "$status"
