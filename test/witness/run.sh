#!/bin/sh
# Sets the witness up where it is missing and hands all arguments on to witness.py. The connector must have been built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${WITNESS_VENV:-$here/../../.venv-witness}
"$here/setup.sh" "$venv"
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" "$here/witness.py" "$@"
