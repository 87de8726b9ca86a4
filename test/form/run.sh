#!/usr/bin/env bash
# Draws the connection form in Chromium and fills it in. The connector must have been built. With FORM_IMAGES=DIR it
# leaves pictures of the form there.
set -euo pipefail
[ -z "${FORM_IMAGES:-}" ] || FORM_IMAGES=$(realpath -m "$FORM_IMAGES")
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
if [ -z "$CHROMIUM" ]; then
  "$root/test/support/apt.sh" sh -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null'
  CHROMIUM=$(command -v chromium)
fi
[ -d node_modules ] || npm ci --silent
FORM_WORK=$(mktemp -d)
export FORM_WORK
simulators=()
trap 'kill "${simulators[@]}" 2>/dev/null || true; rm -rf "$FORM_WORK"' EXIT
npx --no-install esbuild page.js --bundle --minify --define:process.env.NODE_ENV='"production"' --outfile="$FORM_WORK/page.js" --log-level=warning
for region in us eu; do
  node "$root/dist/simulator/main.js" --bookings 30 --region "$region" >"$FORM_WORK/$region" &
  simulators+=("$!")
done
for region in us eu; do
  for _ in $(seq 50); do [ -s "$FORM_WORK/$region" ] && break; sleep 0.1; done
done
status=0
node --test --test-reporter=tap --test-timeout=60000 form.test.js report.test.js >"$FORM_WORK/tap" || status=$?
cat "$FORM_WORK/tap"
awk '/^# pass /{p=$3} /^# fail /{f=$3} END{printf "%d passed, %d failed\n", p, f}' "$FORM_WORK/tap"
exit "$status"
