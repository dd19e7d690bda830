#!/usr/bin/env bash
# Whether other people's programs agree with what generated/ promises:
#
#   schemathesis   generates requests from the completed document, good and bad, and judges every answer of the example server
#   python         a client made by openapi-python-client, against the example server
#   typescript     a client made by openapi-typescript, against the example server
#   sarif          the schema of SARIF 2.1.0, which `oasmith lint --output-format sarif` must follow for every broken document
#   prism          a Prism that mocks the document, called by the generated client; and one between client and server
#
#   bash tests/interop.sh [PART…]      all parts where none is named
#
# Installs pinned versions into $CARGO_TARGET_DIR/interop and says so where it cannot (exit 0); a failed check is exit 1.
# OASMITH_INTEROP_SEED and OASMITH_INTEROP_EXAMPLES make schemathesis run otherwise, and longer.
set -euo pipefail
cd "$(dirname "$0")/.."

here=$PWD/tests/interop
target=$(mkdir -p "${CARGO_TARGET_DIR:-target}" && cd "${CARGO_TARGET_DIR:-target}" && pwd)
work=$target/interop
venv=$work/venv
npm=$work/npm
document=$work/document.json
parts=${*:-schemathesis python typescript sarif prism}
mkdir -p "$work"

started=()
finish() {
  local status=$?
  [ ${#started[@]} = 0 ] || kill "${started[@]}" 2>/dev/null || true
  [ "$status" = 0 ] || echo "interop: failed" >&2
}
trap finish EXIT

skip() { echo "interop: $1: not run ($2)"; }

# installed FOLDER FILE…: whether FOLDER was made from FILEs as they are now.
installed() {
  local folder=$1
  shift
  [ -f "$folder/.made-from" ] && cat "$@" | cmp -s - "$folder/.made-from"
}

# The Python programs; the exit code says whether they are there.
python_programs() {
  installed "$venv" "$here/requirements.txt" && return
  rm -rf "$venv"
  python3 -m venv "$venv" &&
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" &&
    cp "$here/requirements.txt" "$venv/.made-from"
} >"$work/pip.log" 2>&1

# The same for Node's.
node_programs() {
  installed "$npm" "$here/package.json" "$here/package-lock.json" && return
  rm -rf "$npm" && mkdir -p "$npm" &&
    cp "$here/package.json" "$here/package-lock.json" "$npm" &&
    npm --prefix "$npm" ci --silent --no-audit --no-fund &&
    cat "$here/package.json" "$here/package-lock.json" >"$npm/.made-from"
} >"$work/npm.log" 2>&1

# has TOOL: whether python or node, and the programs for them, are there; says why not.
has() {
  case $1 in
  python)
    python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { why="needs python3 of 3.10 or later"; return 1; }
    python_programs || { why="pip could not install tests/interop/requirements.txt: $(tail -n 1 "$work/pip.log")"; return 1; }
    ;;
  node)
    command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { why="needs node 20 or later, and npm"; return 1; }
    node_programs || { why="npm could not install tests/interop/package.json: $(tail -n 1 "$work/npm.log")"; return 1; }
    ;;
  esac
}

# serve NAME COMMAND…: starts a server and waits until it says `listening on ADDRESS`; the address is then in $address.
serve() {
  local log=$work/$1.log
  shift
  "$@" >"$log" 2>&1 &
  started+=($!)
  for _ in $(seq 300); do
    address=$(sed -n 's/.*listening on \(http:[^ ]*\).*/\1/p' "$log")
    [ -z "$address" ] || return 0
    kill -0 $! 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  return 1
}

# stop: ends the server that was started last.
stop() {
  kill "${started[-1]}"
  wait "${started[-1]}" 2>/dev/null || true
  unset 'started[-1]'
}

# example_server NAME: the example server with a database of its own, in which are the rows of its seed and no others.
example_server() {
  rm -rf "${work:?}/$1" && mkdir "$work/$1"
  serve "$1" "$target/debug/zendesk_server" --database "$work/$1/rows.sqlite3" --seed --port 0 --rate-limit 1000000 --job-step 1
}

# judge NAME PHASES LINKS: one run of schemathesis against a server of its own; LINKS is how many links between operations it
# has to follow at least.
judge() {
  local name=schemathesis-$1
  example_server "$name-server"
  rm -f "$work/$name.json"
  # It leaves things behind where it runs.
  if ! (cd "$work" && PYTHONPATH=$here SCHEMATHESIS_HOOKS=schemathesis_hooks timeout "${OASMITH_INTEROP_SECONDS:-300}" \
    "$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$document" --url "$address" \
    --phases "$2" --seed "${OASMITH_INTEROP_SEED:-1}" --max-examples "${OASMITH_INTEROP_EXAMPLES:-150}" \
    --report json --report-json-path "$work/$name.json" >"$work/$name.log" 2>&1); then
    cat "$work/$name.log"
    return 1
  fi
  "$venv/bin/python" "$here/figures.py" "$1" "$work/$name.json" "$work/$name.log" "$3"
  stop
}

part_schemathesis() {
  judge single examples,coverage,fuzzing 0
  judge stateful stateful 8
}

part_python() {
  rm -rf "$work/python" && mkdir -p "$work/python"
  PATH=$venv/bin:$PATH openapi-python-client generate --path "$document" --output-path "$work/python/memberships" \
    --meta none --fail-on-warning >"$work/python.log" 2>&1 || { cat "$work/python.log" >&2; return 1; }
  example_server python-server
  PYTHONPATH=$work/python "$venv/bin/python" "$here/python_client.py" "$address"
  stop
}

part_typescript() {
  rm -rf "$npm/src" && mkdir -p "$npm/src"
  cp "$here/typescript_client.ts" "$npm/src"
  "$npm/node_modules/.bin/openapi-typescript" "$document" --output "$npm/src/memberships.d.ts" >"$work/typescript.log" 2>&1
  (cd "$npm" && node_modules/.bin/tsc --strict --target es2022 --module nodenext --outDir build src/typescript_client.ts)
  example_server typescript-server
  node "$npm/build/typescript_client.js" "$address"
  stop
}

# Every document with a fault that the tests have, from where each stands: the names of files are in the logs.
part_sarif() {
  local document logs=$work/sarif
  rm -rf "$logs" && mkdir "$logs"
  for document in tests/diagnostics/*.yaml tests/diagnostics/*.json tests/diagnostics/*/openapi.yaml; do
    [[ $document = *.overlay.yaml ]] && continue
    "$target/debug/oasmith" lint --output-format sarif "$document" >"$logs/${document//\//-}.sarif" 2>/dev/null || true
  done
  node "$here/sarif.mjs" "$npm/node_modules" "$logs"/*.sarif
}

part_prism() {
  serve prism "$npm/node_modules/.bin/prism" mock --seed "${OASMITH_INTEROP_SEED:-1}" --host 127.0.0.1 --port 0 "$document"
  OASMITH_PRISM=$address cargo test --quiet -p tests --test prism -- --nocapture
  stop
  # Between two programs, it refuses what is not as described, of either side.
  example_server proxied
  serve prism-proxy "$npm/node_modules/.bin/prism" proxy --errors --host 127.0.0.1 --port 0 "$document" "$address"
  local log=$work/prism-proxy-client.log
  ZENDESK_URL=$address cargo run --quiet -p generated --example zendesk_client >"$log" || { cat "$log" "$work/prism-proxy.log" >&2; return 1; }
  echo "prism proxy: the example client ran through, $(grep -c 'Request received' "$work/prism-proxy.log") calls, 0 failures"
  stop
  stop
}

cargo build --quiet -p oasmith -p zendesk --bins
"$target/debug/oasmith" dump specs/zendesk-organization-memberships.yaml --stage document --format json >"$document"
for part in $parts; do
  case $part in
  schemathesis | python) tool=python ;;
  typescript | sarif | prism) tool=node ;;
  *) echo "interop: there is no part \`$part\`" >&2 && exit 2 ;;
  esac
  if has "$tool"; then "part_$part"; else skip "$part" "$why"; fi
done
