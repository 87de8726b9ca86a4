#!/usr/bin/env bash
# Usage: python.sh SCRIPT ARGUMENT … Runs it in the environment of the dbt tests. The connector must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${DBT_VENV:-$root/.venv-dbt}
"$here/setup.sh" "$venv" "$here/requirements.txt"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here:$root/test/pyairbyte:$root/test/witness" exec "$venv/bin/python" "$root/$1" "${@:2}"
