//! The rules of the house that a compiler does not hold. Each is a test, and each says how to mend what it finds.

#[path = "tidy/paths.rs"]
mod paths;
#[path = "tidy/text.rs"]
mod text;

use std::collections::{BTreeMap, BTreeSet};

use paths::{module, names_crate, paths};
use text::{Source, files, read, sources};

const GENERATOR: &str = "generator/src";
const RUNTIME: &str = "generator/runtime/src";

/// A layer, and the layers it may know: those to its left.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("files", &[]),
    ("diagnostics", &["source"]),
    ("document", &["source", "diagnostics"]),
    ("spec", &["source", "diagnostics", "document"]),
    ("ir", &["source", "diagnostics", "document", "spec"]),
    ("rust", &["source", "diagnostics", "spec", "ir"]),
    ("emit", &["files", "rust"]),
    (
        "diff",
        &["source", "diagnostics", "document", "spec", "rust"],
    ),
];

/// Stand right of every layer and may know all: the library's root and the front doors.
const DOORS: &[&str] = &[
    "lib",
    "main",
    "bin",
    "cli",
    "build_script",
    "config",
    // What the command line and the build script share: paths, and one run of the pipeline over them.
    "project",
    // The library's driver: it hands each layer what the one before made, and its own options.
    "pipeline",
    "openapi",
];

/// A path that only some places may name, and those places below `generator/src`.
const RESTRICTED: &[(&str, &[&str])] = &[
    ("quote", &["emit"]),
    ("proc_macro2", &["emit"]),
    ("syn", &["emit"]),
    ("prettyplease", &["emit"]),
    ("heck", &["rust/name"]),
    ("pulldown_cmark", &["rust/docs"]),
    ("serde_yaml", &["document"]),
    ("granit_parser", &["document"]),
    ("openapiv3", &["document", "lib.rs", "openapi"]),
    (
        "std::fs",
        &["files", "cli", "main.rs", "bin", "build_script", "project"],
    ),
    (
        "std::env",
        &["files", "cli", "main.rs", "bin", "build_script", "project"],
    ),
];

/// Files that name each other because the standard's own grammar goes in a circle: folder, files, where the circle is.
const RECURSIONS: &[(&str, &[&str], &str)] = &[(
    "crate::spec::read",
    &["operation", "path"],
    "a path item holds operations, whose callbacks hold path items",
)];

const PRINTING: &[&str] = &["println!", "eprintln!", "print!", "eprint!"];
const PRINTERS: &[&str] = &["cli", "main.rs", "bin", "build_script"];

/// Fails with what was found and how to mend it.
#[track_caller]
fn none(found: impl IntoIterator<Item = String>, mend: &str) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n{}\n\n{mend}\n", found.join("\n"));
}

/// The part of a path below `generator/src`.
fn inside(source: &Source) -> &str {
    source
        .path
        .trim_start_matches(GENERATOR)
        .trim_start_matches('/')
}

/// Whether a file stands in one of the places, folders or files.
fn stands_in(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| {
        let after = inside(source).strip_prefix(place);
        after.is_some_and(|after| after.is_empty() || after.starts_with(['/', '.']))
    })
}

#[test]
fn a_layer_imports_only_what_stands_to_its_left() {
    let mut found = BTreeSet::new();
    let sources = sources(GENERATOR);
    // `crate::` with any other name stands in a `quote!`: it is the emitted crate's.
    let ours: BTreeSet<String> = sources
        .iter()
        .filter_map(|source| module(&source.path, GENERATOR).into_iter().nth(1))
        .collect();
    for source in &sources {
        let own = module(&source.path, GENERATOR);
        let Some(layer) = own.get(1).filter(|layer| !DOORS.contains(&layer.as_str())) else {
            continue;
        };
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| name == layer) else {
            found.insert(format!(
                "{}: `{layer}` is not in the table of layers",
                source.path
            ));
            continue;
        };
        for path in paths(source, GENERATOR) {
            if let [root, used, ..] = path.as_slice()
                && root == "crate"
                && ours.contains(used)
                && used != layer
                && !allowed.contains(&used.as_str())
            {
                found.insert(format!("{}: {}", source.path, path.join("::")));
            }
        }
    }
    none(
        found,
        "A layer knows only the layers to its left, by their own paths (the table `LAYERS`): move what is shared to the left, \
         or hand it over as a value.",
    );
}

#[test]
fn a_library_is_known_only_where_it_belongs() {
    let mut found = BTreeSet::new();
    for source in sources(GENERATOR) {
        let paths = paths(&source, GENERATOR);
        for (name, places) in RESTRICTED
            .iter()
            .filter(|(_, places)| !stands_in(&source, places))
        {
            let parts: Vec<&str> = name.split("::").collect();
            let used = paths.iter().any(|path| {
                path.len() >= parts.len() && path.iter().zip(&parts).all(|(a, b)| a == b)
            });
            if used || names_crate(&source, name) {
                found.insert(format!(
                    "{}: `{name}` belongs to {}",
                    source.path,
                    places.join(", ")
                ));
            }
        }
    }
    none(
        found,
        "Ask the layer that owns the library for what you need (the table `RESTRICTED`).",
    );
}

#[test]
fn only_the_front_doors_print() {
    let found = sources(GENERATOR).into_iter().filter(|source| {
        let words = source
            .shipped
            .split(|c: char| !(c == '!' || c == '_' || c.is_alphanumeric()));
        !stands_in(source, PRINTERS) && words.into_iter().any(|word| PRINTING.contains(&word))
    });
    none(
        found.map(|source| source.path),
        "The core does no I/O: return a diagnostic, and let the front door print it.",
    );
}

#[test]
fn files_of_a_layer_have_no_cycle() {
    let sources = sources(GENERATOR);
    let aliases = aliases(&sources);
    // Folder → file or folder in it → those beside it that it names.
    let mut edges: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let modules: BTreeSet<Vec<String>> =
        sources.iter().map(|s| module(&s.path, GENERATOR)).collect();
    for source in &sources {
        let from = module(&source.path, GENERATOR);
        for path in paths(source, GENERATOR) {
            let to = aliases.get(&path[..path.len().min(3)]).unwrap_or(&path);
            let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
            if shared >= 2
                && shared < from.len()
                && shared < to.len()
                && modules.contains(&to[..=shared])
            {
                let folder = edges.entry(from[..shared].to_vec()).or_default();
                folder
                    .entry(from[shared].clone())
                    .or_default()
                    .insert(to[shared].clone());
            }
        }
    }
    let found = edges.iter().flat_map(|(folder, edges)| {
        let folder = folder.join("::");
        let all = edges
            .iter()
            .flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
        let circular = all.filter(|(from, to)| reaches(edges, to, from));
        let lines = circular.filter(|(from, to)| !is_recursion(&folder, from, to));
        lines
            .map(|(from, to)| format!("{folder}: {from} → {to}"))
            .collect::<Vec<_>>()
    });
    none(
        found,
        "Siblings name each other in a circle: move what they share down into the model file.",
    );
}

fn is_recursion(folder: &str, from: &str, to: &str) -> bool {
    RECURSIONS
        .iter()
        .any(|(place, files, _)| *place == folder && files.contains(&from) && files.contains(&to))
}

/// What a layer's `mod.rs` hands on, by the short path: `crate::rust::Ty` is `crate::rust::ty::Ty`.
fn aliases(sources: &[Source]) -> BTreeMap<Vec<String>, Vec<String>> {
    let roots = sources
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"));
    let handed_on = roots.flat_map(|source| {
        let own = module(&source.path, GENERATOR);
        let paths = paths(source, GENERATOR);
        paths.into_iter().filter_map(move |path| {
            let deeper = path.len() > own.len() + 1 && path.starts_with(&own);
            let short = own.iter().chain(path.last()).cloned().collect();
            deeper.then_some((short, path))
        })
    });
    handed_on.collect()
}

fn reaches(edges: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for next in edges.get(at).into_iter().flatten() {
            if next == to {
                return true;
            }
            if seen.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    false
}

#[test]
fn no_file_is_over_500_lines() {
    let all = [GENERATOR, RUNTIME].into_iter().flat_map(sources);
    let long = all.map(|source| (source.text.lines().count(), source.path));
    none(
        long.filter(|(lines, _)| *lines > 500)
            .map(|(lines, path)| format!("{path}: {lines} lines")),
        "A file holds one concept: find the second one in it and give it its own file.",
    );
}

#[test]
fn the_runtime_is_valid_in_every_home() {
    let copied = sources(RUNTIME)
        .into_iter()
        .filter(|source| !source.path.ends_with("src/lib.rs"));
    let found = copied.filter(|source| source.text.contains("crate::"));
    none(
        found.map(|source| source.path),
        "These files are copied into generated crates, where they are a module: say `super::`, in doc links too.",
    );
}

#[test]
fn the_generated_runtime_is_a_copy() {
    const COPY: &str = "generated/src/runtime";
    let found = files(COPY).into_iter().filter(|path| {
        let source = read(&path.replace(COPY, RUNTIME));
        let own_root = source.is_empty() && path == &format!("{COPY}/mod.rs");
        let copy = read(path);
        let header = copy.strip_suffix(&source);
        let only_header = header.is_some_and(|header| {
            header
                .lines()
                .all(|line| line.trim().is_empty() || line.starts_with("//"))
        });
        !own_root && (source.is_empty() || !only_header)
    });
    none(
        found,
        "These files are not what stands in generator/runtime/src: edit there, then run `cargo run -- generate`.",
    );
}

#[test]
fn every_diagnostic_code_has_a_fixture() {
    let catalogue = read("generator/src/diagnostics/codes.rs");
    let quoted = catalogue.split('"').filter(|word| {
        word.len() == 5 && word.starts_with('E') && word[1..].bytes().all(|b| b.is_ascii_digit())
    });
    let codes: BTreeSet<&str> = quoted.collect();
    assert!(
        !codes.is_empty(),
        "no code found in diagnostics/codes.rs: this rule reads `\"E0101\"`"
    );
    let fixtures = files("tests/diagnostics");
    let sessions: String = files("tests/cli").iter().map(|path| read(path)).collect();
    let missing = codes.into_iter().filter(|code| {
        let start = format!("tests/diagnostics/{code}-");
        let is_fixture = |path: &String| {
            path.starts_with(&start) && [".yaml", ".json"].iter().any(|end| path.ends_with(end))
        };
        // A finding about settings is shown by a session.
        !fixtures.iter().any(is_fixture) && !sessions.contains(&format!("[{code}]"))
    });
    none(
        missing.map(str::to_owned),
        "Add tests/diagnostics/<code>-<case>.yaml, a document that shows the code, and run `BLESS=1 cargo test`.",
    );
}

#[test]
fn a_fixture_is_small_and_says_what_it_proves() {
    let folders = ["tests/layers", "tests/diagnostics"].into_iter();
    let documents = folders.flat_map(files).filter(|path| {
        let document = matches!(path.split_once('.'), Some((_, "yaml")));
        // In bytes that are no text nothing can be read.
        let text = read(path);
        document && !text.is_empty() && (!text.starts_with("# ") || text.lines().count() > 40)
    });
    none(
        documents,
        "A fixture shows one thing in at most 40 lines, and its first line is a comment that says which.",
    );
}

#[test]
fn the_generator_knows_no_word_of_the_reference_document() {
    let words = [
        "zendesk",
        "organizationmembership",
        "jobstatus",
        "destroymany",
        "createmany",
    ];
    let found = [GENERATOR, RUNTIME]
        .into_iter()
        .flat_map(files)
        .filter_map(|path| {
            let text = read(&path).to_lowercase().replace(['_', '-', ' '], "");
            let word = words.iter().find(|word| text.contains(**word))?;
            Some(format!("{path}: {word}"))
        });
    none(
        found,
        "The generator serves every document alike: use another example, or state the rule in general.",
    );
}

/// All Rust that people write: not what is generated.
fn handwritten() -> impl Iterator<Item = Source> {
    let all = ["generator", "tests"].into_iter().flat_map(sources);
    all.filter(|source| !source.path.starts_with("tests/src/"))
}

#[test]
fn no_test_is_ignored() {
    let found = handwritten().filter(|source| source.code.contains("#[ignore"));
    none(
        found.map(|source| source.path),
        "Mend the test or delete it: a test that never runs holds nothing.",
    );
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let macros = ["todo!", "unimplemented!"];
    let found = handwritten().filter(|source| {
        let mut words = source.text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| marks.contains(&word))
            || macros.iter().any(|name| source.code.contains(name))
    });
    none(
        found.map(|source| source.path),
        "Finish it, or open an issue and say what the code does now.",
    );
}

#[test]
fn a_lint_is_silenced_with_a_reason() {
    let openings = ["[allow(", "[expect(", ", allow(", ", expect("];
    let found = handwritten().flat_map(|source| {
        let places = openings
            .iter()
            .flat_map(|opening| source.code.match_indices(opening));
        let silent = places.filter(|(at, opening)| {
            let before = source.code[..*at]
                .rsplit(['\n', ']'])
                .next()
                .unwrap_or_default();
            let attribute = opening.starts_with('[') || before.contains("cfg_attr(");
            let inner = source.code[at + opening.len()..]
                .split(']')
                .next()
                .unwrap_or_default();
            attribute && !inner.contains("reason")
        });
        let lines = silent.map(|(at, _)| source.code[..at].lines().count());
        lines
            .map(|line| format!("{}:{line}", source.path))
            .collect::<Vec<_>>()
    });
    none(
        found,
        "Write `reason = \"…\"` into the attribute, or do what the lint asks.",
    );
}

#[test]
fn panics_are_rare() {
    let calls = [".unwrap()", ".expect(", "panic!(", "unreachable!("];
    let (mut lines, mut found) = (0, Vec::new());
    for source in sources(GENERATOR) {
        lines += source.shipped.lines().count();
        for (number, line) in source.code.lines().enumerate() {
            if calls.iter().any(|call| line.contains(call)) && source.shipped.contains(line) {
                found.push(format!("{}:{}", source.path, number + 1));
            }
        }
    }
    assert!(
        found.len() * 1000 <= lines * 3,
        "\n{}\n\n{} calls that may panic in {lines} lines; three in a thousand are the wall. Hand the failure on, or make it impossible.\n",
        found.join("\n"),
        found.len(),
    );
}

#[test]
fn no_file_names_a_machine() {
    let folders = ["work", "root", "home"].map(|name| format!("/{name}/"));
    let found = files("").into_iter().filter(|path| {
        let text = read(path);
        // In a URL, or in a route of a document, such a part follows a name.
        let at_start = |(at, _): (usize, &str)| {
            !text[..at].ends_with(|c: char| c.is_alphanumeric() || ".}~-_".contains(c))
        };
        folders
            .iter()
            .any(|folder| text.match_indices(folder.as_str()).any(at_start))
    });
    none(
        found,
        "A path of one machine means nothing on another: make it relative.",
    );
}
