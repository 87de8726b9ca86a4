#!/usr/bin/env bash
# Draws the connection form in Chromium and fills it in. The connector must have been built. With FORM_IMAGES=DIR it
# leaves pictures of the form there.
set -euo pipefail
[ -z "${FORM_IMAGES:-}" ] || FORM_IMAGES=$(realpath -m "$FORM_IMAGES")
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
CHROMIUM=$("$root/test/support/chromium.sh")
export CHROMIUM
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
awk -f "$root/test/support/tap-totals.awk" "$FORM_WORK/tap"
exit "$status"
