# The generated crate as somebody's dependency.

# Cargo.toml and a program that uses what the features switch on. Versions are this repository's: nothing new has to be found.
# consumer SOURCE FEATURE…, where SOURCE is what stands in the dependency besides features.
consumer() {
  local source=$1 document module
  shift
  document=$(document_feature)
  module=${document//-/_}
  mkdir -p consumer/src
  cp oasmith/Cargo.lock consumer/
  cat >consumer/Cargo.toml <<END
[package]
name = "consumer"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
generated = { $source, default-features = false, features = [$(printf '"%s", ' "$document" "$@")] }
END
  {
    echo "use generated::$module as api;"
    echo "fn main() {"
    echo "    #[allow(unused_imports)] use api::models::*;"
    for feature in "$@"; do
      case $feature in
        reqwest) echo '    assert!(api::client::Client::builder().base_url("https://127.0.0.1:1").build().is_ok());' ;;
        client) echo '    #[allow(unused_imports)] use api::client::*;' ;;
        server) echo '    #[allow(unused_imports)] use api::server::*;' ;;
      esac
    done
    echo "    println!(\"it runs\");"
    echo "}"
  } >consumer/src/main.rs
}

# Compiles the consumer, says what was compiled, and runs it.
run_consumer() {
  (cd consumer && cargo build "$@" --message-format json) >artifacts
  without_generator artifacts
  expect '"name":"generated"' artifacts
  "$CARGO_TARGET_DIR/debug/consumer" | tee said
  expect "it runs" said
}

# No crate of the generator is among the artifacts of a build, nor what only the generator needs.
without_generator() {
  local found
  found=$(grep -oE '"package_id":"[^"]*(#(oasmith|oasmith-runtime|prettyplease|openapiv3|yaml_serde)@|/oasmith#[0-9])[^"]*"' "$1" | sort -u || true)
  same "the generator was compiled" "" "$found"
}

source_is_untouched() {
  same "a consumer wrote into the source" "" "$(git -C oasmith status --porcelain --ignored)"
}

row path
row_path() {
  consumer 'path = "../oasmith/generated"' client reqwest rustls server
  before=$(state oasmith)
  run_consumer
  same "a consumer wrote into the source" "$before" "$(state oasmith)"
  source_is_untouched
}

row git
row_git() {
  unset CARGO_NET_OFFLINE # Cargo takes a repository on this disk for the network, too.
  consumer "git = \"file://$PWD/oasmith\"" client reqwest rustls server
  (cd consumer && cargo fetch) >fetched 2>&1 || {
    cat fetched
    grep -qE "Could not resolve host|failed to query|network" fetched || fail "cargo fetch"
    skip "no network: cargo asks the registry for the dependencies of a git dependency"
  }
  ! grep -q 'name = "oasmith"' consumer/Cargo.lock || fail "the lock file names the generator"
  run_consumer
}

# Packs the three packages, which name each other, and unpacks `generated`.
packaged() {
  (cd oasmith && cargo package --quiet --no-verify -p generated -p oasmith -p oasmith-runtime) 2>&1
  mkdir -p registry
  for krate in generated; do
    tar -xzf "$CARGO_TARGET_DIR/package/$krate-0.1.0.crate" -C registry
  done
}

row packaged
row_packaged() {
  packaged
  for file in build.rs oasmith.toml; do
    [ ! -e "registry/generated-0.1.0/$file" ] || fail "the package holds $file"
  done
  consumer 'path = "../registry/generated-0.1.0"' client reqwest rustls server
  before=$(state registry)
  run_consumer
  same "a consumer wrote into the source" "$before" "$(state registry)"
}

row vendored
row_vendored() {
  consumer 'path = "../oasmith/generated"' client
  # As from a registry: the package unpacked in a folder of sources, with the sums that cargo writes there.
  packaged
  (cd consumer && cargo vendor --quiet ../vendor >/dev/null)
  mv registry/generated-0.1.0 vendor/generated
  printf '{"files":{},"package":"%s"}' "$(sha256sum "$CARGO_TARGET_DIR/package/generated-0.1.0.crate" | cut -d ' ' -f 1)" >vendor/generated/.cargo-checksum.json
  sed -i 's/path = "[^"]*"/version = "0.1"/' consumer/Cargo.toml
  mkdir consumer/.cargo
  cat >consumer/.cargo/config.toml <<END
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "../vendor"
END
  rm consumer/Cargo.lock
  before=$(state vendor)
  run_consumer --offline
  same "a consumer wrote into the source" "$before" "$(state vendor)"
}

row read-only
row_read_only() {
  consumer 'path = "../oasmith/generated"' client
  if [ "$(id -u)" != 0 ]; then
    chmod -R a-w oasmith
    ! touch oasmith/specs/x 2>/dev/null || fail "the source can be written to"
    run_consumer
    regenerates_nothing
    chmod -R u+w oasmith
  elif command -v unshare >/dev/null && unshare --mount true 2>/dev/null; then
    export -f run_consumer without_generator expect same fail regenerates_nothing document_feature
    # Modes do not bind the administrator: a mount does.
    unshare --mount bash -euo pipefail -c '
      mount --bind oasmith oasmith && mount -o remount,ro,bind oasmith
      cd . && ! touch oasmith/specs/x 2>/dev/null || fail "the source can be written to"
      run_consumer
      regenerates_nothing'
  else
    skip "run by the administrator, whom modes do not bind, without the right to mount"
  fi
  source_is_untouched
}

# The build script itself, where everything is current: it needs no right to write.
regenerates_nothing() {
  (cd oasmith && cargo build --locked -p generated --no-default-features --features "regenerate,$(cd .. && document_feature)" --message-format json) >artifacts
  grep -q '"name":"oasmith"' artifacts || fail "the generator was not compiled: it is not asked what it writes"
}

# Which packages the crate depends on, each once: direct ones, and all.
direct() { (cd consumer && cargo tree --edges normal --package generated --depth 1 --prefix none --format '{p}') | tail -n +2 | cut -d ' ' -f 1 | sort -u | xargs; }
whole() { (cd consumer && cargo tree --edges normal --package generated --prefix none --format '{p}') | cut -d ' ' -f 1 | sort -u; }

# pulls FEATURES DIRECT NEVER: with these features the crate names exactly DIRECT, and nothing brings one of NEVER in.
pulls() {
  local never
  # shellcheck disable=SC2086
  consumer 'path = "../oasmith/generated"' $1
  same "direct dependencies" "$2" "$(direct)"
  whole >tree
  for never in $3 openapiv3 yaml_serde clap; do
    ! grep -qx "$never" tree || fail "\`$never\` comes in"
  done
}

http_stack="axum axum-core hyper hyper-util reqwest"
tls="rustls native-tls openssl-sys ring aws-lc-sys"

row models
row_models() {
  pulls "" "serde serde_json" "tokio http bytes tower futures-core $http_stack $tls"
  run_consumer
}

row client
row_client() {
  pulls "client" "bytes futures-core futures-util http http-body http-body-util httpdate percent-encoding serde serde_json serde_path_to_error tokio tower" \
    "mio socket2 $http_stack $tls"
  run_consumer
}

row server
row_server() {
  pulls "server" "axum bytes http http-body http-body-util percent-encoding serde serde_json serde_path_to_error tower" \
    "tokio mio hyper reqwest $tls"
  run_consumer
}

client_with_reqwest="bytes futures-core futures-util http http-body http-body-util httpdate percent-encoding reqwest serde serde_json serde_path_to_error tokio tower"

row rustls
row_rustls() {
  pulls "client reqwest rustls" "$client_with_reqwest" "axum axum-core native-tls openssl-sys"
  grep -qx rustls tree || fail "rustls is not there"
  run_consumer
}

row native-tls
row_native_tls() {
  pulls "client reqwest native-tls" "$client_with_reqwest" "axum axum-core rustls aws-lc-sys ring"
  grep -qx native-tls tree || fail "native-tls is not there"
  if [ "$(uname)" = Linux ] && ! pkg-config --exists openssl 2>/dev/null; then
    note "not compiled: the system has no libssl for pkg-config"
  else
    run_consumer
  fi
}

row msrv
row_msrv() {
  local version
  version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' oasmith/generated/Cargo.toml)
  cargo "+$version" --version >/dev/null 2>&1 || skip "no toolchain $version (rustup toolchain install $version)"
  consumer 'path = "../oasmith/generated"' client server
  (cd consumer && CARGO_TARGET_DIR=$PWD/target cargo "+$version" check)
}
