#!/bin/sh
# Usage: setup.sh DIR
# Makes a Python environment with Airbyte's own low-code runtime in DIR, unless it is there already. Needs Python 3.10 to 3.13.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! [ -x "$1/bin/source-declarative-manifest" ]; then
  "${PYTHON:-python3}" -m venv "$1"
  "$1/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
fi
