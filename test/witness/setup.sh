#!/bin/sh
# Usage: setup.sh DIR [REQUIREMENTS]
# Makes a Python environment in DIR with Airbyte's own low-code runtime, or with what another file of requirements names,
# unless it is there already. Needs Python 3.10 to 3.13.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
requirements=${2:-$here/requirements.txt}
[ -x "$1/bin/python" ] || "${PYTHON:-python3}" -m venv "$1"
installed=$1/installed-$(cat "$here/requirements.txt" "$requirements" | cksum | tr " " -)
if ! [ -e "$installed" ]; then
  "$1/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  touch "$installed"
fi
