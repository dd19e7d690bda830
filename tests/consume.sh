#!/usr/bin/env bash
# Every way in which the generated crate, and oasmith itself, comes into somebody's build. A row is a function below
# `tests/consume/`; it runs in a fresh folder, beside a copy of this repository as it stands (uncommitted changes included), and
# asserts what its name claims.
#
#   tests/consume.sh                 every row
#   tests/consume.sh git vendored    these
#   tests/consume.sh --list          their names
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"; clean' EXIT

mkdir -p "${CARGO_TARGET_DIR:-$root/target}/consume"
CARGO_TARGET_DIR=$(cd "${CARGO_TARGET_DIR:-$root/target}/consume" && pwd)
export CARGO_TARGET_DIR
# What is compiled here is thrown away: fast to compile goes before fast to run. Nothing is downloaded but where a row says so.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL=0 CARGO_TERM_COLOR=never
export CARGO_NET_OFFLINE=true
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=consume GIT_AUTHOR_EMAIL=consume@example.com
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

# The packages of a run have paths of their own: nobody will use what was compiled of them again.
clean() {
  local name names=(my-program my_program oasmith generated consumer my-client my_client pets zendesk tests)
  for name in "${names[@]}"; do
    find "$CARGO_TARGET_DIR" -mindepth 2 \( -name "$name-*" -o -name "lib$name-*" -o -name "lib${name}_*" -o -name "${name}_*" \) \
      -prune -exec rm -rf {} + 2>/dev/null || true
  done
}

rows=()
row() { rows+=("$1"); }

# The work of a row ends with the first command that fails. These say why.
fail() {
  echo "FAILED: $*"
  exit 1
}
# What is found out besides: shown with the row's result.
note() { echo "note: $*"; }
skip() {
  echo "$*"
  exit 77
}

# expect WORDS FILE: the file holds a line with these words.
expect() { grep -qF -- "$1" "$2" || { cat "$2"; fail "\`$1\` is not said"; }; }

# same WHAT EXPECTED FOUND
same() {
  [ "$2" = "$3" ] || { diff <(echo "$2") <(echo "$3") || true; fail "$1"; }
}

# What stands below a folder: every file with its time, inode and content.
state() {
  (cd "$1" && find . -name .git -prune -o -type f -printf '%p %T@ %i ' -exec sha256sum {} \; | awk '{ print $1, $2, $3, $4 }' | sort)
}

# The same without what a rewrite of equal bytes would change.
contents() { (cd "$1" && find . -name .git -prune -o -type f -exec sha256sum {} + | sort -k 2); }

# The repository as it stands, committed.
snapshot() {
  mkdir "$work/oasmith"
  # A file that was deleted and not committed is still listed.
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
  done | tar --null --no-recursion -T - -cf -) | tar -xf - -C "$work/oasmith"
  git -C "$work/oasmith" init --quiet --initial-branch main
  git -C "$work/oasmith" add --all
  git -C "$work/oasmith" commit --quiet --message "As it stands"
}

# The command line, compiled once.
oasmith() {
  if [ ! -x "$work/bin/oasmith" ]; then
    mkdir -p "$work/bin"
    (cd "$work/row/oasmith" && cargo build --quiet --locked -p oasmith --bin oasmith)
    cp "$CARGO_TARGET_DIR/debug/oasmith" "$work/bin/"
  fi
  "$work/bin/oasmith" "$@"
}

# A document of the workspace: the feature that `generated` has for it, whose module is called the same.
document_feature() {
  local folder
  for folder in oasmith/generated/src/*/models; do
    folder=${folder%/models}
    sed -n "s/^\([a-z0-9_-]*\) = \[\]$/\1/p" oasmith/generated/Cargo.toml | while read -r feature; do
      [ "${feature//-/_}" != "${folder##*/}" ] || echo "$feature"
    done
    return
  done
}

# shellcheck source=/dev/null
for file in "$root"/tests/consume/*.sh; do source "$file"; done

if [ "${1:-}" = --list ]; then
  printf '%s\n' "${rows[@]}"
  exit
fi
[ $# -gt 0 ] && chosen=("$@") || chosen=("${rows[@]}")
for name in "${chosen[@]}"; do
  [[ " ${rows[*]} " = *" $name "* ]] || { echo "no row \`$name\`; \`$0 --list\` names them" >&2; exit 2; }
done

snapshot
passed=0 failed=0 skipped=0
for name in "${chosen[@]}"; do
  start=$SECONDS
  rm -rf "$work/row"
  mkdir "$work/row"
  # The same path for each row, so that what one has compiled of the generator serves the next; what a row may have compiled of
  # other documents must not.
  cp -a "$work/oasmith" "$work/row/oasmith"
  find "$work"/row/oasmith/{generated,specs,tests} -type f -exec touch {} +
  set +e
  (
    set -euo pipefail
    cd "$work/row"
    "row_${name//-/_}"
  ) >"$work/log" 2>&1
  status=$?
  set -e
  case $status in
    0) echo "ok $name  $((SECONDS - start)) s"; sed -n 's/^note: /    /p' "$work/log"; passed=$((passed + 1)) ;;
    77) echo "skipped $name: $(tail -n 1 "$work/log")"; skipped=$((skipped + 1)) ;;
    *) echo "FAILED $name"; sed 's/^/    /' "$work/log"; failed=$((failed + 1)) ;;
  esac
done
echo "$passed passed, $failed failed, $skipped skipped, in $SECONDS s"
[ "$failed" = 0 ]
