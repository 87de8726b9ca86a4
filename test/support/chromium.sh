#!/usr/bin/env bash
# Prints the path of Chromium, which it installs if there is none, and the form's npm packages, which drive it.
set -euo pipefail
cd "$(dirname "$0")"
found=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
if [ -z "$found" ]; then
  ./apt.sh sh -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null'
  found=$(command -v chromium)
fi
# Several suites may need the packages at the same time.
lock=$(command -v flock >/dev/null && echo 'flock .' || true)
(cd ../form && $lock sh -c '[ -d node_modules ] || npm ci --silent') >&2
echo "$found"
