#!/bin/sh
# Usage: setup.sh DIR [REQUIREMENTS]
# Makes a Python environment in DIR with Airbyte's own low-code runtime, or with what another file of requirements names,
# unless it is there already. Needs Python 3.10, 3.11 or 3.12: PyAirbyte and airbyte-connector-models want no later one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
requirements=${2:-$here/requirements.txt}
python=${PYTHON:-python3}
if ! [ -x "$1/bin/python" ]; then
  if ! "$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))'; then
    echo "$python is not Python 3.10, 3.11 or 3.12; name one of them in PYTHON" >&2
    exit 1
  fi
  "$python" -m venv "$1"
fi
installed=$1/installed-$(cat "$here/requirements.txt" "$requirements" | cksum | tr " " -)
if ! [ -e "$installed" ]; then
  "$1/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  touch "$installed"
fi
