#!/usr/bin/env bash
# Checks the workflows with actionlint. It is taken from the PATH, or built by Go; where neither is there, it is skipped.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
tools=$root/.venv-actionlint
PATH=$PATH:$tools
if ! command -v actionlint >/dev/null; then
  if ! command -v go >/dev/null; then
    echo 'neither actionlint nor Go: the workflows were not checked'
    echo '0 passed, 0 failed, 1 skipped'
    exit 0
  fi
  GOBIN=$tools go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
fi

passed=0 failed=0
for workflow in "$root"/.github/workflows/*.yml; do
  if actionlint "$workflow"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
