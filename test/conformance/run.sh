#!/usr/bin/env bash
# Airbyte's standard connector tests (airbyte_cdk.test.standard_tests) against the command and, with a Docker engine,
# against the image; the rules of its older suite; PyAirbyte; the package for Airbyte's catalogue; the workflows; this
# runtime beside Airbyte's, seed by seed; and a tap of singer-sdk. All on simulators that this run starts. The connector
# must have been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${WITNESS_VENV:-$root/.venv-witness}
"$root/test/witness/setup.sh" "$venv" "$here/requirements.txt"

work=$(mktemp -d)
simulator=
trap 'if [ -n "$simulator" ]; then kill "$simulator"; fi; rm -rf "$work"' EXIT
node "$root/dist/simulator/main.js" --seed 3 --bookings 300 >"$work/url" &
simulator=$!
for _ in $(seq 50); do [ -s "$work/url" ] && break; sleep 0.1; done
url=$(head -n 1 "$work/url")

# The suite wants a folder of the connector's name with its two files and the configs that they name.
folder=$work/source-navan
mkdir -p "$folder/secrets"
cp "$root/metadata.yaml" "$root/acceptance-test-config.yml" "$folder"
curl --silent --fail "$url/_control/config" >"$folder/secrets/config.json"
sed -E 's/("client_secret": *")[^"]*/\100000000000000000000000000000000/' "$folder/secrets/config.json" >"$folder/secrets/invalid_config.json"

status=0
suite() { # FILE -k EXPRESSION …
  # -rs shows why a test was skipped: a scenario runs the commands of the sections that name its config, no others.
  PYTHONDONTWRITEBYTECODE=1 CONNECTOR_ROOT="$folder" "$venv/bin/python" -m pytest "$here/$1" \
    -p no:cacheprovider -q -rs -W error::airbyte_cdk.test.standard_tests.DiscoveredCatalogWarning "${@:2}" | tee -a "$work/log" || status=1
}

suite test_standard.py -k 'not docker'
suite test_manifest.py -k 'not docker'
suite test_metadata.py
suite test_terraform.py
"$root/test/releases/actionlint.sh" | tee -a "$work/log" || status=1

"$venv/bin/python" "$here/protocol_schema.py" --check || status=1
node "$here/older-suite/prepare.mjs" "$work/older/source-navan" "$url"
OLDER_SUITE_FOLDER=$work/older/source-navan suite older-suite

"$root/test/support/postgresql.sh"
tests_in() { # FOLDER: tests that start simulators, or servers, of their own
  (cd "$root/$1" && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root/test/witness" "$venv/bin/python" -m pytest . \
    -p no:cacheprovider -q -rs --disable-warnings) | tee -a "$work/log" || status=1
}

tests_in test/pyairbyte
tests_in test/differential
tests_in contrib/source-navan/unit_tests

singer=${SINGER_VENV:-$root/.venv-singer}
"$root/test/witness/setup.sh" "$singer" "$root/test/singer/requirements.txt"
SINGER_PYTHON=$singer/bin/python tests_in test/singer

image=${CONNECTOR_IMAGE:-source-navan:test}
cd "$root"
. test/image/engine.sh || true
if docker image inspect "$image" >/dev/null 2>&1; then
  # The suite starts containers without the machine's network, where the simulator listens.
  mkdir "$work/bin"
  printf '#!/bin/sh\nif [ "$1" = run ]; then shift; exec %s run --network host "$@"; fi\nexec %s "$@"\n' \
    "$(command -v docker)" "$(command -v docker)" >"$work/bin/docker"
  chmod +x "$work/bin/docker"
  # Left out: the comparison with a published image of the same name, which is Airbyte's own connector and not an
  # earlier version of this one.
  PATH="$work/bin:$PATH" suite test_standard.py -k 'docker and not backward' --connector-image "$image" --read-from-streams all
else
  echo "no image $image: the image tests of the suite were not run"
fi

awk -f "$root/test/support/pytest-totals.awk" "$work/log"
exit "$status"
