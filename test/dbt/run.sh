#!/usr/bin/env bash
# The dbt package on DuckDB and PostgreSQL, filled by the connector from simulators, against the simulators' truth; on an
# emulation of Snowflake against PostgreSQL; its SQL for the other warehouses, parsed. Arguments go to pytest. The
# connector must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${DBT_VENV:-$root/.venv-dbt}
warehouses=${DBT_WAREHOUSES_VENV:-$root/.venv-dbt-warehouses}
fakesnow=${DBT_FAKESNOW_VENV:-$root/.venv-dbt-fakesnow}
"$here/setup.sh" "$venv" "$here/requirements.txt"
"$here/setup.sh" "$warehouses" "$here/requirements-warehouses.txt"
"$here/setup.sh" "$fakesnow" "$here/requirements-fakesnow.txt"
"$root/test/support/postgresql.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
suite() { # LOG PYTEST-ARGUMENT …
  PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here:$root/test/pyairbyte:$root/test/witness" DBT_SEND_ANONYMOUS_USAGE_STATS=false \
    DBT_WAREHOUSES_VENV="$warehouses" DBT_FAKESNOW_VENV="$fakesnow" "$venv/bin/python" -m pytest "${@:2}" --rootdir "$here" -p no:cacheprovider -q -rs --disable-warnings >"$work/$1"
}

status=0
if [ $# -gt 0 ]; then
  suite log "$@" || status=1
else
  # Each needs one core: dbt spends most of its time in one thread. Three at a time, of about the same length.
  without_company=("$here/test_docs.py" "$here/test_other_warehouses.py" "$here/test_style.py")
  exports=("$here/test_ledger_exports.py" "$here/test_export_commands.py")
  ledger=("$here/test_ledger.py" "$here/test_ledger_changes.py" "$here/test_ledger_record.py")
  elsewhere=("${without_company[@]}" "${exports[@]}" "${ledger[@]}")
  {
    both=0
    suite others "${without_company[@]}" || both=1
    suite exports "${exports[@]}" || both=1
    exit "$both"
  } &
  others=$!
  suite ledger "${ledger[@]}" &
  of_ledger=$!
  suite log "$here" "${elsewhere[@]/#/--ignore=}" || status=1
  wait "$others" || status=1
  wait "$of_ledger" || status=1
  cat "$work/others" "$work/exports" "$work/ledger" >>"$work/log"
fi
cat "$work/log"

awk '/^[0-9]+ [a-z]+.* in [0-9.]+s/ { for (i = 1; i < NF; i++) { if ($(i + 1) ~ /^passed/) p += $i; if ($(i + 1) ~ /^(failed|error)/) f += $i; if ($(i + 1) ~ /^skipped/) s += $i } }
  END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$work/log"
exit "$status"
