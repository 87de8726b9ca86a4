#!/bin/sh
# Usage: setup.sh DIR REQUIREMENTS
# As test/witness/setup.sh, with uv: pip takes five minutes to find versions of dbt and PyAirbyte that fit.
set -eu
# Several suites may need one environment at the same time.
if command -v flock >/dev/null; then
  exec 9>/tmp/source-navan-dbt-setup.lock
  flock 9
fi
if ! [ -x "$1/bin/python" ]; then
  python=${PYTHON:-python3}
  if ! "$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))'; then
    echo "$python is not Python 3.10, 3.11 or 3.12; name one of them in PYTHON" >&2
    exit 1
  fi
  "$python" -m venv "$1"
fi
installed=$1/installed-$(cksum <"$2" | tr " " -)
if ! [ -e "$installed" ]; then
  "$1/bin/pip" install --quiet --disable-pip-version-check uv==0.8.24
  "$1/bin/uv" pip install --quiet --python "$1/bin/python" -r "$2"
  touch "$installed"
fi
