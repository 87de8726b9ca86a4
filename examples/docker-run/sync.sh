#!/usr/bin/env bash
# Reads what is new with the image, and keeps the state for the next run: sync.sh FOLDER. What the folder holds, and when
# the state moves, is in the README beside this file.
set -euo pipefail
if [ $# -ne 1 ] || ! [ -f "$1/config.json" ]; then
  echo "usage: $0 FOLDER, where FOLDER holds a config.json" >&2
  exit 2
fi
folder=$(cd "$1" && pwd)
image=${SOURCE_NAVAN_IMAGE:-source-navan:0.1.0}
umask 077

connector() {
  # shellcheck disable=SC2086 # DOCKER_OPTIONS holds several
  docker run --rm --user "$(id -u):$(id -g)" --read-only --cap-drop ALL ${DOCKER_OPTIONS:-} \
    --volume "$folder:/sync:ro" "$image" "$@"
}

errors() { # FILE: what the connector says went wrong
  jq -rR 'fromjson? | objects | select(.trace.type == "ERROR").trace.error.message' "$1" >&2
}

if ! [ -e "$folder/catalog.json" ]; then
  discovered=$(mktemp)
  trap 'rm -f "$discovered"' EXIT
  status=0
  connector discover --config /sync/config.json >"$discovered" || status=$?
  if [ "$status" -ne 0 ]; then errors "$discovered"; exit "$status"; fi
  jq 'select(.type == "CATALOG") | {streams: [.catalog.streams[] |
    {stream: ., sync_mode: .supported_sync_modes[-1], destination_sync_mode: "append"}]}' "$discovered" >"$folder/catalog.new"
  mv "$folder/catalog.new" "$folder/catalog.json"
fi
[ -e "$folder/state.json" ] || echo '[]' >"$folder/state.json"

mkdir -p "$folder/messages"
messages=$folder/messages/$(date -u +%Y%m%dT%H%M%SZ)-$$.jsonl
status=0
connector read --config /sync/config.json --catalog /sync/catalog.json --state /sync/state.json >"$messages" || status=$?

# The last state of each stream counts, and a stream that this run has not reached keeps the one it had. A run that was
# killed may end within a line, which is no JSON then.
jq -nR --slurpfile old "$folder/state.json" '[$old[0][], (inputs | fromjson? | objects | select(.type == "STATE").state)]
  | group_by(.stream.stream_descriptor.name) | map(last)' "$messages" >"$folder/state.new"
mv "$folder/state.new" "$folder/state.json"

jq -nrR '[inputs | fromjson? | objects | select(.type == "RECORD").record.stream] | group_by(.)[] | "\(.[0]): \(length)"' "$messages"
[ "$status" -eq 0 ] || errors "$messages"
exit "$status"
