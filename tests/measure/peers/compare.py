#!/usr/bin/env python3
"""What generated models cost to compile, beside those of other generators, and how long generating takes.

    python3 tests/measure/peers/compare.py FOLDER DOCUMENT...

FOLDER is where openapi-to-rust 0.23, ploidy 0.15 and progenitor 0.15 were installed (`cargo install --root FOLDER`); the targets of
what is compiled go there too. A peer that does not read a document, or whose types do not compile, is said to fail. Who reads no 2.0
gets the document as `oasmith bundle --to 3.0` writes it.

Only types are compiled: of a peer's crate everything else is left out. What they depend on is compiled before. All of them take turns,
`--rounds` times, and the fastest of each counts: machines are busy now and then. Needs the program `time` (GNU).
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[3]


class Peer:
    """A generator: its command, and how to leave its types alone."""

    reads_2 = False

    def __init__(self, name, binary):
        self.name, self.binary = name, binary

    def prepare(self, document, crate):
        pass

    def reduce(self, crate):
        pass


class Ours(Peer):
    reads_2 = True

    def command(self, document, crate):
        return [self.binary, "generate", document, "--out", crate]

    features = ["--no-default-features"]


class OpenapiToRust(Peer):
    features = []

    def command(self, document, crate):
        settings = crate.parent / f"{crate.name}.toml"
        settings.write_text(
            f'[generator]\nspec_path = "{document}"\noutput_dir = "{crate}/src/generated"\nmodule_name = "api"\n'
            "[features]\nenable_async_client = true\n"
        )
        return [self.binary, "generate", "--config", settings]

    def reduce(self, crate):
        dependencies = (crate / "src/generated/REQUIRED_DEPS.toml").read_text()
        if "[dependencies]" not in dependencies:
            dependencies = "[dependencies]\n" + dependencies
        package = '[package]\nname = "api"\nversion = "0.1.0"\nedition = "2024"\n\n'
        (crate / "Cargo.toml").write_text(package + dependencies)
        shutil.move(crate / "src/generated/types.rs", crate / "src/types.rs")
        shutil.rmtree(crate / "src/generated")
        (crate / "src/lib.rs").write_text("pub mod types;\n")


class Ploidy(Peer):
    features = ["--all-features"]

    def command(self, document, crate):
        return [self.binary, "generate", "rust", document, "-o", crate, "--name", "api"]

    def reduce(self, crate):
        library = crate / "src/lib.rs"
        lines = library.read_text().splitlines()
        library.write_text("\n".join(line for line in lines if "client" not in line) + "\n")
        shutil.rmtree(crate / "src/client", ignore_errors=True)


class Progenitor(Peer):
    features = []

    def command(self, document, crate):
        command = [self.binary, "progenitor", "-i", document, "-o", crate, "-n", "api", "-v", "0.1.0"]
        return command + ["--interface", "positional"]

    def reduce(self, crate):
        library = crate / "src/lib.rs"
        text = library.read_text()
        types = re.search(r"^pub mod types \{$.*?^\}$", text, re.MULTILINE | re.DOTALL)
        library.write_text(types.group(0) + "\n")


def run(command, **options):
    """Seconds, MiB at most, and whether it went well."""
    told = Path(options["cwd"]) / "time.txt"
    start = time.monotonic()
    timed = ["time", "-q", "-f", "%M", "-o", told, *command]
    done = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    seconds = time.monotonic() - start
    return seconds, int(told.read_text().split()[-1]) / 1024, done


def generate(peer, document, crate):
    """Into a folder that is not there: a file system may be slow to write where much was removed a moment ago."""
    crate.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(peer, OpenapiToRust):
        (crate / "src").mkdir(parents=True)
    command = peer.command(document, crate)
    return run(command, cwd=crate.parent, timeout=600)


def cargo(command, peer, crate, target):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "RUSTC_WRAPPER": ""}
    return run(["cargo", command, "--quiet", *peer.features], cwd=crate, env=environment, timeout=1800)


def warm(peer, crate, target):
    """What the types depend on."""
    library = crate / "src/lib.rs"
    text = library.read_text()
    library.write_text("")
    for command in ("check", "build"):
        _, _, done = cargo(command, peer, crate, target)
        if done.returncode:
            sys.exit(done.stderr)
    library.write_text(text)


def measure(peers, document, name, folder, rounds):
    target, crates, results = folder / "target", {}, {}
    made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder))
    for peer in peers:
        crate = made / peer.name / "0"
        seconds, memory, done = generate(peer, document[peer.reads_2], crate)
        if done.returncode:
            print(f"{name}: {peer.name} fails: {done.stderr.strip()[-200:]}", flush=True)
            continue
        results[peer.name] = {"generate": [seconds, memory]}
        for turn in range(1, rounds):
            again = generate(peer, document[peer.reads_2], crate.with_name(str(turn)))
            keep(results[peer.name], "generate", again)
        peer.reduce(crate)
        with (crate / "Cargo.toml").open("a") as manifest:
            manifest.write("\n[workspace]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n")
        warm(peer, crate, target / peer.name)
        crates[peer.name] = (peer, crate)
    for command in ("check", "build"):
        for turn in range(rounds):
            for peer, crate in list(crates.values()):
                library = crate / "src/lib.rs"
                library.write_text(library.read_text() + f"// {command} {turn}\n")
                found = cargo(command, peer, crate, target / peer.name)
                if found[2].returncode:
                    print(f"{name}: the types of {peer.name} do not compile: {found[2].stderr[-300:]}", flush=True)
                    del crates[peer.name]
                else:
                    keep(results[peer.name], command, found)
    shutil.rmtree(made)
    return results


def keep(result, what, found):
    seconds, memory, _ = found
    best = result.setdefault(what, [seconds, memory])
    best[0], best[1] = min(best[0], seconds), min(best[1], memory)


def show(name, results):
    ours = results["oasmith"]
    for what in ("generate", "check", "build"):
        cells = [f"{peer} {r[what][0]:.2f} s {r[what][1]:.0f} MiB" for peer, r in results.items() if what in r]
        others = [r[what] for peer, r in results.items() if peer != "oasmith" and what in r]
        ratio = ""
        if others and what in ours:
            best, least = min(o[0] for o in others), min(o[1] for o in others)
            ratio = f"; {ours[what][0] / best:.2f} of the best's time, {ours[what][1] / least:.2f} of the least memory"
        print(f"{name:24.24} {what:8} {' | '.join(cells)}{ratio}", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("documents", nargs="+", type=Path)
    options.add_argument("--oasmith", type=Path, help="the program; a release build of this checkout where absent")
    options.add_argument("--rounds", type=int, default=2)
    asked = options.parse_args()
    folder = asked.folder.resolve()
    ours = asked.oasmith
    if ours is None:
        subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "oasmith"], cwd=HERE, check=True)
        ours = Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target")) / "release/oasmith"
    binaries = folder / "bin"
    peers = [
        Ours("oasmith", ours.resolve()),
        OpenapiToRust("openapi-to-rust", binaries / "openapi-to-rust"),
        Ploidy("ploidy", binaries / "ploidy"),
        Progenitor("progenitor", binaries / "cargo-progenitor"),
    ]
    for document in asked.documents:
        name = document.stem
        upgraded = document.resolve()
        if document.suffix == ".json" and "swagger" in json.loads(document.read_text()):
            upgraded = folder / f"{name}.json"
            subprocess.run([ours, "bundle", document, "--to", "3.0", "-o", upgraded], check=False, stderr=subprocess.DEVNULL)
        show(name, measure(peers, {True: document.resolve(), False: upgraded}, name, folder, asked.rounds))


main()
