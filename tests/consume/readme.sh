# The section "Use it in your project" of the README, from its own text: what a block names in its first line is written there, and
# what is for a shell is run.

# block HEADING LANGUAGE [FILE]: the blocks in that language below that heading, those that begin with FILE in a comment.
block() {
  awk -v heading="### $1" -v fence="\`\`\`$2" -v file="${3:-}" '
    /^##+ / && !inside { here = $0 == heading }
    here && $0 == fence { inside = 1; first = 1; wanted = file == ""; next }
    /^```$/ { inside = 0 }
    here && inside && first { first = 0; if (file != "") { wanted = $0 == "// " file || $0 == "# " file || $0 == "# " file ", in addition" } }
    here && inside && wanted' oasmith/README.md >found
  [ -s found ] || fail "the README has no $2 ${3:-} below \`$1\`"
  cat found
}

# A description with an operation, so that there is a client and a server.
description() {
  document
  echo "    Cats: {type: array, items: {\$ref: '#/components/schemas/Cat'}}"
}
described() {
  description | sed "s|^paths: {}|paths: {/cats: {get: {operationId: listCats, tags: [cats], responses: {'200': {description: All, content: {application/json: {schema: {\$ref: '#/components/schemas/Cats'}}}}}}}}|"
}

row readme-template
row_readme_template() {
  described >openapi.yaml
  block "This repository as a template" sh >commands
  (cd oasmith && bash -euxo pipefail ../commands)
  [ -f oasmith/generated/src/openapi/client/mod.rs ] || fail "there is no module of that name"
  check_is_clean
  before=$(state oasmith/generated)
  (cd oasmith && cargo build)
  same "a second build wrote something" "$before" "$(state oasmith/generated)"
}

row readme-own-crate
row_readme_own_crate() {
  local heading="In your own crate" file
  mkdir -p my-program/src
  described >my-program/openapi.yaml
  cp oasmith/Cargo.lock my-program/
  for file in build.rs src/main.rs; do block "$heading" rust "$file" >"my-program/$file"; done
  block "$heading" toml Cargo.toml >my-program/Cargo.toml
  before=$(contents my-program | grep -v Cargo.lock)
  (cd my-program && RUSTFLAGS="-D warnings" cargo run)
  same "the build wrote into the package" "$before" "$(contents my-program | grep -v Cargo.lock)"

  echo "== a dependency less"
  cp my-program/Cargo.toml whole.toml
  sed -i '/^percent-encoding = /d' my-program/Cargo.toml
  ! (cd my-program && cargo build) >said 2>&1 || fail "a missing dependency is not noticed"
  expect 'percent-encoding = ' said
  cp whole.toml my-program/Cargo.toml

  echo "== another document"
  sed -i 's/Dog/Fish/g' my-program/openapi.yaml
  echo 'const _: Option<api::models::Fish> = None;' >>my-program/src/main.rs
  (cd my-program && cargo build)
}

row readme-checked-in
row_readme_checked_in() {
  local heading="A crate that is checked in"
  mkdir -p my-program/src
  described >my-program/openapi.yaml
  cp oasmith/Cargo.lock my-program/
  block "$heading" sh >commands
  # Built as the rows before have built it: only how fast it is differs.
  sed -i 's/^cargo install /&--debug /' commands
  (cd my-program && CARGO_INSTALL_ROOT=$PWD/../installed PATH="$PWD/../installed/bin:$PATH" bash -euxo pipefail ../commands)
  block "$heading" toml Cargo.toml >my-program/Cargo.toml
  block "$heading" rust src/main.rs >my-program/src/main.rs
  (cd my-program && cargo run --message-format json) >artifacts
  without_generator artifacts

  echo "== the crate keeps itself current"
  block "$heading" rust my-client/build.rs >my-program/my-client/build.rs
  block "$heading" toml my-client/Cargo.toml >>my-program/my-client/Cargo.toml
  before=$(contents my-program | grep -v Cargo.lock)
  (cd my-program && cargo build)
  same "what is current was written" "$before" "$(contents my-program | grep -v Cargo.lock)"
  sed -i 's/Dog/Fish/g' my-program/openapi.yaml
  echo 'const _: Option<my_client::models::Fish> = None;' >>my-program/src/main.rs
  (cd my-program && cargo build)
  [ ! -e my-program/my-client/src/models/dog.rs ] || fail "a schema that is gone is still there"
  (cd my-program && oasmith generate openapi.yaml --out my-client --check)
}
