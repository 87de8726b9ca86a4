#!/usr/bin/env bash
# Builds the image and uses it the way the platform does: another user, a read-only file system, no capabilities.
# Needs a Docker engine.
set -euo pipefail
cd "$(dirname "$0")/../.."
passed=0 failed=0
holds() { # NAME COMMAND…
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); echo "ok   $name"; else failed=$((failed + 1)); echo "FAIL $name"; fi
}

if ! . test/image/engine.sh; then
  echo 'no Docker engine: the image was not built'
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
fi

image=source-navan:test
work=$(mktemp -d)
chmod 755 "$work"
simulator= large_pages=
trap 'for server in $simulator $large_pages; do kill "$server"; done; rm -rf "$work"' EXIT
docker build --quiet --network host --tag "$image" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; echo "0 passed, 1 failed"; exit 1; }
docker image inspect "$image" --format 'size {{.Size}} bytes'

node dist/simulator/main.js --seed 5 --bookings 500 >"$work/url" &
simulator=$!
listening() { # FILE: until a server has written its URL there
  for _ in $(seq 100); do [ -s "$1" ] && break; sleep 0.1; done
}
listening "$work/url"
url=$(head -n 1 "$work/url")
curl --silent --fail "$url/_control/config" >"$work/config.json"

connector() { # VERB …: as uid 4242, read-only, without capabilities, in a directory that is not the app's
  docker run --rm --network host --user 4242:4242 --read-only --cap-drop ALL --security-opt no-new-privileges \
    --workdir /tmp --volume "$work:/secrets:ro" "$image" "$@"
}
message() { node test/image/message.mjs "$@"; }

inside() { # COMMAND…: in the image, instead of the connector
  docker run --rm --network host --volume "$PWD/test/image:/test:ro" --entrypoint "$1" "$inspected" "${@:2}"
}
inspected=$image
contents() { inside find . ! -type d >"$work/files" && node test/image/contents.mjs "$work/files"; }
startup() { inside node /test/startup.mjs "$1"; }

fingerprint() { # IMAGE: every file with its owner, mode and hash, without its time
  inspected=$1 inside sh -c 'find . -printf "%P %y %m %U:%G %l\n" | sort; find . -type f -exec sha256sum {} + | sort -k 2'
}
reproducible() {
  docker build --quiet --no-cache --network host --tag "$image-again" . >"$work/again.log" 2>&1 || { cat "$work/again.log"; return 1; }
  fingerprint "$image" >"$work/first" && fingerprint "$image-again" >"$work/second" && [ -s "$work/first" ] &&
    docker image rm "$image-again" >/dev/null && diff "$work/first" "$work/second"
}

example() { # old months, too, are looked at in each run, so that every change has to be found
  local folder=$work/example again
  mkdir "$folder" && sed '1s/{/{"bookings_recheck_hours":0,/' "$work/config.json" >"$folder/config.json" && chmod 600 "$folder/config.json" || return 1
  sync() { SOURCE_NAVAN_IMAGE=$image DOCKER_OPTIONS='--network host' examples/docker-run/sync.sh "$folder"; }
  sync >"$work/sync" && grep -qx 'bookings: 500' "$work/sync" || return 1
  curl --silent --fail --request POST --data '{"stream":"bookings","which":7}' "$url/_control/change" >/dev/null
  sync >"$work/sync" && again=$(sed -n 's/^bookings: //p' "$work/sync") && [ "$again" -ge 7 ] && [ "$again" -lt 500 ] || return 1
  curl --silent --fail "$url/_control/truth?stream=bookings" >"$work/truth" && cat "$folder"/messages/*.jsonl >"$work/messages" &&
    message latest "$work/messages" "$work/truth"
}

large() { # CONCURRENCY YEARS: pages of nearly 64 MB in 512 MB without swap; the engine may not limit memory, so the peak counts
  local records
  node -e 'const [api_url, most, years] = process.argv.slice(1), start = new Date();
    start.setUTCFullYear(start.getUTCFullYear() - years);
    const start_date = `${start.toISOString().slice(0, 19)}Z`, advanced = { api_url, max_concurrency: Number(most) };
    console.log(JSON.stringify({ client_id: "a-client-id", client_secret: "a-client-secret", start_date, advanced }))' \
    "$(cat "$work/large-url")" "$1" "$2" >"$work/large.json" || return 1
  docker run --rm --network host --memory 512m --memory-swap 512m --env NODE_OPTIONS=--import=/test/peak.mjs \
    --volume "$PWD/test/image:/test:ro" --volume "$work:/secrets:ro" "$image" read --config /secrets/large.json \
    --catalog /secrets/bookings.json 2>"$work/peak" | grep -c '"type":"RECORD"' >"$work/records" || { cat "$work/peak"; return 1; }
  records=$(cat "$work/records") peak=$(sed -n 's/^peak //p' "$work/peak")
  echo "$1 at a time: $records records, at most $peak MB"
  [ "$records" -gt 1000 ] && [ "$peak" -lt 450 ]
}

connector spec >"$work/spec"
connector check --config /secrets/config.json >"$work/check"
connector discover --config /secrets/config.json >"$work/discover"
message catalog "$work/discover" >"$work/catalog.json"
connector read --config /secrets/config.json --catalog /secrets/catalog.json >"$work/read"
curl --silent --fail "$url/_control/truth?stream=bookings" >"$work/truth"

holds 'spec prints a SPEC' message has "$work/spec" SPEC
holds 'check succeeds' grep -q '"status":"SUCCEEDED"' "$work/check"
holds 'read brings every booking' message same "$work/read" "$work/truth"
holds 'the entry point is told to the platform' test "$(docker run --rm --network host --entrypoint sh "$image" -c 'echo $AIRBYTE_ENTRYPOINT')" = "$(docker image inspect "$image" --format '{{join .Config.Entrypoint " "}}')"
holds 'the label has the version of the package' test "$(docker image inspect "$image" --format '{{index .Config.Labels "io.airbyte.version"}}')" = "$(node -p "require('./package.json').version")"
holds 'it runs as uid 1000' test "$(docker image inspect "$image" --format '{{.Config.User}}')" = 1000
holds 'it holds what runs with its licences, and nothing else' contents
holds 'spec takes less than 0.3 s beyond the start of Node' startup 300
holds 'another build of the same files is the same, file by file' reproducible
holds 'the demo runs the image against the simulator' node scripts/demo.mjs --image "$image"
holds 'the example reads everything, and then what has changed' example

node test/image/large-pages.mjs >"$work/large-url" &
large_pages=$!
listening "$work/large-url"
node -e 'const catalog = JSON.parse(require("fs").readFileSync(0)); catalog.streams = catalog.streams.filter(({ stream }) => stream.name === "bookings"); console.log(JSON.stringify(catalog))' \
  <"$work/catalog.json" >"$work/bookings.json"
holds 'the largest pages fit into 512 MB, four at a time' large 4 1
holds 'and 32 at a time' large 32 10

curl --silent --fail --request POST --data '{"ms":2000}' "$url/_control/latency" >/dev/null
docker run --rm --network host --name source-navan-sigterm --volume "$work:/secrets:ro" "$image" read --config /secrets/config.json --catalog /secrets/catalog.json >"$work/stopped" &
running=$!
sleep 3
docker kill --signal TERM source-navan-sigterm >/dev/null
status=0
wait "$running" || status=$?
holds 'SIGTERM as process 1 ends it with 143' test "$status" -eq 143
holds 'and with whole lines, COMPLETE only of the stream that tells of it' message stopped "$work/stopped"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
