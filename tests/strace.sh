#!/usr/bin/env bash
# What `oasmith generate` opens and whom it asks, as the system sees it: each document below `ext/` and `diff/` of the hostile set,
# by its path and on the standard input. Nothing may be opened outside the document's folder and the output, but for what every
# program of this system reads when it starts; nobody may be asked.
#
#   tests/strace.sh [FOLDER]    the hostile set; else $OASMITH_HOSTILE, else ../shared/hostile
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${OASMITH_HOSTILE:-../shared/hostile}}
for needed in strace python3; do
  command -v "$needed" >/dev/null || { echo "not run: $needed is not installed"; exit 0; }
done
[ -d "$folder/ext" ] || { echo "not run: there is no folder $folder/ext"; exit 0; }
strace -o /dev/null true 2>/dev/null || { echo "not run: this system lets nobody trace a program"; exit 0; }
folder=$(cd "$folder" && pwd)

cargo build --quiet -p oasmith --bin oasmith
oasmith=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/oasmith
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

traced() {
  strace -f -y -qq -s 4096 -e trace=open,openat,openat2,creat,connect,sendto,bind -o "$work/trace/$1" "${@:2}" >/dev/null 2>&1 || true
}

mkdir "$work/trace"
number=0
for document in "$folder"/ext/* "$folder"/diff/*; do
  number=$((number + 1))
  cd "$(dirname "$document")"
  traced "$number-file" "$oasmith" generate "$(basename "$document")" --out "$work/out/$number-file" </dev/null
  traced "$number-stdin" "$oasmith" generate - --out "$work/out/$number-stdin" <"$document"
done

python3 - "$work" "$folder" <<'END'
import collections, os, re, sys

work, folder = map(os.path.realpath, sys.argv[1:])
# The loader's libraries, and what the libraries of Rust and C ask the kernel about: how many processors there are, where the stack
# is, whether memory given back is missed.
SYSTEM = re.compile(r"/(usr/)?lib(32|64|x32)?/|/etc/ld\.so\.|/proc/self/(maps|cgroup|mountinfo)$|/proc/sys/vm/overcommit_memory$|/sys/fs/cgroup/|/dev/null$")
OPEN = re.compile(r'(?:open|openat|openat2|creat)\((?:(\w+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"')

counts, wrong, calls = collections.Counter(), [], 0
for name in sorted(os.listdir(f"{work}/trace")):
    text = open(f"{work}/trace/{name}", errors="replace").read()
    opened = 0
    for line in text.splitlines():
        if re.search(r"\b(connect|sendto|bind)\(", line):
            counts["connects"] += 1
            wrong.append(f"{name}: {line}")
        match = OPEN.search(line)
        if not match:
            continue
        opened += 1
        path = os.path.normpath(os.path.join(match[2] or "/", match[3]))
        inside = lambda root: path == root or path.startswith(root + "/")
        if inside(f"{folder}/ext") or inside(f"{folder}/diff"):
            counts["of the input"] += 1
        elif inside(f"{work}/out"):
            counts["of the output"] += 1
        elif SYSTEM.match(path):
            counts["of the system"] += 1
        else:
            counts["elsewhere"] += 1
            wrong.append(f"{name}: {line}")
    calls += 1
    # A trace that shows nothing proves nothing.
    if opened == 0:
        wrong.append(f"{name}: the trace is empty")
kinds = ["of the input", "of the output", "of the system", "elsewhere", "connects"]
print(f"{calls} runs; opened: " + ", ".join(f"{counts[kind]} {kind}" for kind in kinds))
print("\n".join(wrong))
sys.exit(bool(wrong))
END
