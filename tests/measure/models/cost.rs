//! What it costs to compile generated models: time, processor time, memory, and which of the compiler's passes take it.
//!
//! `OASMITH_COST` switches it on: it takes minutes, and says something on a quiet machine alone. What the crates depend on is built
//! before. Needs the program `time` (GNU).

use std::fs;
use std::process::Command;

use oasmith::{Config, generate};

use crate::documents::{Entry, named};
use crate::room::{Room, write};

/// From a large flat one to one with thousands of types.
const DOCUMENTS: &[&str] = &[
    "vendor/box__openapi_openapi.json",
    "vendor/discord__specs_openapi.json",
    "vendor/square__api.json",
    "vendor/elastic__output_openapi_elasticsearch-serverless-openapi.json",
    "vendor/kubernetes__swagger.json",
];
/// The compiler's passes that are shown, as `-Ztime-passes` names them.
const PASSES: &[&str] = &[
    "parse_crate",
    "macro_expand_crate",
    "resolve_crate",
    "type_check_crate",
    "MIR_borrow_checking",
    "MIR_effect_checking",
    "misc_checking_3",
    "monomorphization_collector_graph_walk",
    "codegen_to_LLVM_IR",
    "LLVM_passes",
    "generate_crate_metadata",
];

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn cost() {
    if std::env::var_os("OASMITH_COST").is_none() {
        return;
    }
    println!(
        "\n{:24} {:6} {:>7} {:>7} {:>8} {:>8} {:>8}",
        "document", "", "files", "lines", "s", "cpu s", "MiB"
    );
    for entry in named(DOCUMENTS) {
        document(&entry);
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn document(entry: &Entry) {
    let mut room = Room::enter("cost");
    let (document, _) = entry.load().expect("it is read");
    let (files, _) = generate(&document, &Config::new("cost"));
    let models = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/models"));
    let lines: Vec<usize> = models.map(|(_, text)| text.lines().count()).collect();
    let (count, lines) = (lines.len(), lines.iter().sum::<usize>());
    let folder = room.add("cost", files);
    let name: String = entry
        .path
        .trim_start_matches("vendor/")
        .chars()
        .take(24)
        .collect();
    for command in ["check", "build"] {
        let library = folder.join("src/lib.rs");
        let text = fs::read_to_string(&library).expect("it was written");
        // What the crate depends on first, so that it is not measured.
        write(&library, "");
        let warm = room.cargo(command).arg("--no-default-features").status();
        write(&library, &text);
        assert!(
            warm.is_ok_and(|status| status.success()),
            "the dependencies compile"
        );
        let [wall, user, system, memory] =
            measured(room.cargo(command).arg("--no-default-features"));
        println!(
            "{name:24} {command:6} {count:7} {lines:7} {wall:8.2} {:8.2} {:8.0}",
            user + system,
            memory / 1024.0
        );
    }
    println!("{}", passes(&room, &folder.join("src/lib.rs")));
}

/// Seconds, those of the processor for the program and for the system, and KiB, as `time` tells.
fn measured(cargo: &Command) -> [f64; 4] {
    let mut time = Command::new("time");
    time.args(["-q", "-f", "%e %U %S %M"])
        .arg(cargo.get_program())
        .args(cargo.get_args());
    time.current_dir(cargo.get_current_dir().expect("a room has a folder"));
    // A cache of compiled crates would hide what they cost.
    time.env("RUSTC_WRAPPER", "");
    for (name, value) in cargo.get_envs() {
        match value {
            Some(value) => time.env(name, value),
            None => time.env_remove(name),
        };
    }
    let output = time.output().expect("there is a program `time`");
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    let mut numbers = last
        .split(' ')
        .map(|number| number.parse().unwrap_or(f64::NAN));
    [(); 4].map(|()| numbers.next().unwrap_or(f64::NAN))
}

/// The seconds of each pass of a build.
fn passes(room: &Room, library: &std::path::Path) -> String {
    let text = fs::read_to_string(library).expect("it was written");
    // Another text, so that it is compiled once more.
    write(library, &format!("{text}\n"));
    let output = room
        .cargo("rustc")
        .args(["-p", "cost", "--no-default-features", "--lib"])
        .args(["--", "-Ztime-passes"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC_WRAPPER", "")
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "the crate compiles");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let seconds = |pass: &&&str| {
        let line = said
            .lines()
            .find(|line| line.split_whitespace().last() == Some(**pass))?;
        Some(format!(
            "{pass} {}",
            line.split_whitespace().nth(1)?.trim_end_matches(';')
        ))
    };
    let shown: Vec<String> = PASSES.iter().filter_map(|pass| seconds(&pass)).collect();
    format!("    {}", shown.join(", "))
}
