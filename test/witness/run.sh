#!/bin/sh
# Sets the witness up where it is missing, with the earlier versions of airbyte-cdk that are still in use, and hands all
# arguments on to witness.py. The connector must have been built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${WITNESS_VENV:-$here/../../.venv-witness}
"$here/setup.sh" "$venv"
for requirements in "$here"/older/*.txt; do
  version=airbyte-cdk-$(basename "$requirements" .txt)
  "$here/setup.sh" "$venv-older/$version" "$requirements"
  set -- "$@" "--older=$venv-older/$version"
done
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" "$here/witness.py" "$@"
