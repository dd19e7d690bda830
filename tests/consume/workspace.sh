# This repository as a workspace: its build writes `generated/` anew where a document has changed. A small document takes the place
# of what is in specs/, so that a build is short.

# document [LINE…]: the schemas Cat and Dog; a line is a property `name: {type: string}` of the schema before the colon.
document() {
  local line
  echo "openapi: 3.1.0"
  echo "info: {title: Pets, version: '1'}"
  echo "paths: {}"
  echo "components:"
  echo "  schemas:"
  for schema in Cat Dog; do
    printf '    %s:\n      type: object\n      required: [name]\n      properties:\n        name: {type: string}\n' "$schema"
    for line in "$@"; do
      [ "${line%%:*}" != "$schema" ] || echo "        ${line#*:}: {type: string}"
    done
    echo "      description: |"
    echo "        What $schema is,"
    echo "        in two lines."
  done
  for line in "$@"; do
    [ "${line%%:*}" != schema ] || printf '    %s: {type: object, properties: {name: {type: string}}}\n' "${line#*:}"
  done
}

# The workspace for that document, generated and committed.
pets() {
  rm oasmith/specs/*
  document >oasmith/specs/pets.yaml
  # The example is for the document that was here.
  rm -r oasmith/generated/examples
  sed -i '/^\[\[example\]\]/,$d' oasmith/generated/Cargo.toml
  (cd oasmith && oasmith generate)
  commit "Pets"
}

commit() {
  git -C oasmith add --all
  git -C oasmith commit --quiet --message "$1"
}

# build [CARGO'S OPTIONS]: what a bare `cargo build` does about `generated`.
build() {
  (cd oasmith && cargo build -p generated --no-default-features --features regenerate,pets "$@")
}

check_is_clean() { (cd oasmith && oasmith generate --check); }

row no-op
row_no_op() {
  pets
  build
  before=$(state oasmith/generated)
  build --message-format json >artifacts
  same "a build wrote something" "$before" "$(state oasmith/generated)"
  same "something was compiled" "" "$(grep -F '"fresh":false' artifacts || true)"
  (cd oasmith && cargo build -p generated --no-default-features --features pets)
  for attempt in 1 2 3; do
    with=$(median build --quiet)
    without=$(median bare)
    note "a build that has nothing to do: $with ms, without the build script $without ms"
    [ $((with - without)) -gt 500 ] || return 0
  done
  fail "more than 500 ms three times"
}

bare() { (cd oasmith && cargo build --quiet -p generated --no-default-features --features pets); }

# The median of five, in milliseconds.
median() {
  local start
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$@"
    echo $((($(date +%s%N) - start) / 1000000))
  done | sort -n | sed -n 3p
}

row touch
row_touch() {
  pets
  build
  before=$(state oasmith/generated)
  sleep 0.05
  touch oasmith/specs/pets.yaml
  build -v --message-format json >artifacts 2>said
  expect "build-script-build" said
  same "a build wrote something" "$before" "$(state oasmith/generated)"
  grep -F '"reason":"compiler-artifact"' artifacts | grep -F '"kind":["lib"]' | grep -F '"name":"generated"' | grep -oE '"fresh":(true|false)' >fresh
  # Cargo compiles anew whatever a build script that ran belongs to, whether or not it wrote something.
  note "the generated crate afterwards: $(cat fresh)"
}

row at-once
row_at_once() {
  local turn
  pets
  build
  # Two states that differ in a property, a file and every text that lists files.
  document >one.yaml
  document Cat:colour Dog:colour schema:Fish >two.yaml
  for name in one two; do
    cp "$name.yaml" oasmith/specs/pets.yaml
    (cd oasmith && oasmith generate)
    contents oasmith/generated >"$name"
  done
  cp -a "$CARGO_TARGET_DIR" other
  for turn in 1 2 3 4 5 6; do
    cp "$([ $((turn % 2)) = 0 ] && echo two || echo one).yaml" oasmith/specs/pets.yaml
    sleep 0.05
    touch oasmith/specs/pets.yaml
    build >first 2>&1 &
    first=$!
    CARGO_TARGET_DIR=$PWD/other build >second 2>&1 &
    second=$!
    sleep "0.$((turn * 7 % 10))"
    cp "$([ $((turn % 2)) = 0 ] && echo one || echo two).yaml" oasmith/specs/pets.yaml
    wait "$first" || again first
    wait "$second" || again second
    contents oasmith/generated >found
    cmp -s found one || cmp -s found two || { diff found one; fail "the two builds mixed their output in turn $turn"; }
    build || build
    check_is_clean
  done
}

# A build may stop, if it says that it should be started again.
again() { expect 'run `cargo build` again' "$1"; }

row line-endings
row_line_endings() {
  pets
  git clone --quiet --config core.autocrlf=true oasmith clone
  same "the attributes leave a line ending to the system" "" "$(grep -rlI $'\r' clone --include='*.rs' --include='*.toml' --include='*.yaml' || true)"
  unchanged_by_a_build clone
  # Without them every text has other ends, the document and the generator's sources among them.
  git -C oasmith rm --quiet .gitattributes
  commit "No attributes"
  rm -rf clone
  git clone --quiet --config core.autocrlf=true oasmith clone
  for file in generated/src/lib.rs generated/Cargo.toml specs/pets.yaml generator/runtime/src/json.rs; do
    grep -q $'\r$' "clone/$file" || fail "$file has unix line ends: this asks nothing"
  done
  unchanged_by_a_build clone
}

# What stands in the folder is current, for the command line and for a build, with sources that have such line ends themselves.
unchanged_by_a_build() {
  rm -rf oasmith-before
  mv oasmith oasmith-before
  mv "$1" oasmith
  check_is_clean
  before=$(state oasmith/generated)
  build
  same "a build wrote something" "$before" "$(state oasmith/generated)"
  mv oasmith "$1"
  mv oasmith-before oasmith
}

# A branch with another document and what is generated from it.
branch() {
  git -C oasmith switch --quiet --create "$1" main
  shift
  document "$@" >oasmith/specs/pets.yaml
  (cd oasmith && oasmith generate)
  commit "$*"
}

# merge FILES: merges `theirs` into `ours`; conflicts are in exactly these files.
merge() {
  git -C oasmith switch --quiet ours
  git -C oasmith merge --quiet theirs --message "Merge" || true
  same "conflicts" "$1" "$(git -C oasmith diff --name-only --diff-filter=U | xargs)"
}

row merge
row_merge() {
  pets
  git -C oasmith branch --move main
  branch ours Cat:colour
  branch theirs Dog:size
  merge ""
  check_is_clean

  # Both touched one schema.
  git -C oasmith branch --quiet --delete --force theirs
  branch ours-too Cat:colour
  git -C oasmith branch --quiet --move --force ours-too ours
  branch theirs Cat:size
  merge "generated/src/pets/models/cat.rs specs/pets.yaml"
  document Cat:colour Cat:size >both.yaml
  ! (cd oasmith && oasmith generate --check) >said 2>&1 || fail "a document with conflict markers is taken for one"
  expect "pets.yaml:" said
  cp both.yaml oasmith/specs/pets.yaml
  cp -a oasmith conflicted

  echo "== the markers are left in what is generated"
  expect "<<<<<<<" oasmith/generated/src/pets/models/cat.rs
  drifts "changed src/pets/models/cat.rs: it was edited or merged by hand since it was generated"
  ! (cd oasmith && oasmith generate) >said 2>&1 || fail "markers are written over without a word"
  expect "--force" said
  build 2>said
  expect "had been edited by hand or merged" said
  check_is_clean
  # Cargo repeats what a build script has said until it runs again.
  build 2>said
  ! grep -q "had been edited" said || fail "a mended edit is warned of again"
  build --message-format json >artifacts
  same "something was compiled" "" "$(grep -F '"fresh":false' artifacts || true)"

  for side in ours theirs; do
    echo "== what is generated is taken from $side"
    take conflicted
    git -C oasmith checkout --quiet "--$side" generated
    drifts "changed src/pets/models/cat.rs: the document says something else now"
    cp -a oasmith taken
    (cd oasmith && oasmith generate)
    check_is_clean
    take taken
    build
    check_is_clean
    rm -rf taken
  done
}

# take FOLDER: the workspace as it was there.
take() {
  rm -rf oasmith
  cp -a "$1" oasmith
  find oasmith/generated oasmith/specs -type f -exec touch {} +
}

# `--check` finds the crate wanting, says why, and names the command.
drifts() {
  ! (cd oasmith && oasmith generate --check) >said 2>&1 || fail "\`--check\` finds nothing"
  expect "$1" said
  expect 'run `oasmith generate' said
}

row merge-documents
row_merge_documents() {
  pets
  for side in ours theirs; do
    git -C oasmith switch --quiet --create "$side" main
    document | sed "s/Pets/$side/" >"oasmith/specs/$side.yaml"
    (cd oasmith && oasmith generate)
    commit "$side"
  done
  merge "generated/Cargo.toml generated/oasmith.api generated/src/lib.rs"
  # Cargo cannot read this manifest either: whoever merges has to take a side, and is told so.
  ! (cd oasmith && oasmith generate) >said 2>&1 || fail "a manifest with conflict markers is taken for one"
  cat said
  expect "generated/Cargo.toml" said
  expect "conflict markers" said
  git -C oasmith checkout --quiet --ours generated
  (cd oasmith && oasmith generate)
  check_is_clean
}
