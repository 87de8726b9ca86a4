#!/usr/bin/env bash
# Installs PostgreSQL with apt if it is missing. Where that fails, tests that need it are skipped.
set -euo pipefail
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install='apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y postgresql'
"$(dirname "$0")/apt.sh" sh -c "$install" >"$log" 2>&1 ||
  { tail -n 3 "$log"; echo 'apt could not install PostgreSQL: its tests are skipped'; }
