#!/usr/bin/env bash
# The simulator's company in company.duckdb, with all models. The connector must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${DBT_VENV:-$root/.venv-dbt}
"$here/setup.sh" "$venv" "$here/requirements.txt"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here:$root/test/pyairbyte:$root/test/witness" "$venv/bin/python" "$here/example.py"
