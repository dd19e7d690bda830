//! What mutation starts from: the fixtures of the other tests, and what is kept here.

use std::fs;
use std::path::Path;

/// A document, or what once broke something.
pub(crate) struct Seed {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether it is tried as it stands.
    pub(crate) kept: bool,
}

const FOLDERS: [&str; 5] = [
    "fuzz/corpus",
    "layers",
    "codegen",
    "diagnostics",
    "oracle/fixtures",
];

/// In an order that is the same everywhere.
pub(crate) fn seeds() -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds: Vec<Seed> = FOLDERS
        .iter()
        .flat_map(|folder| of(&root.join(folder), folder.starts_with("fuzz")))
        .collect();
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!seeds.is_empty(), "there are fixtures");
    seeds
}

fn of(folder: &Path, kept: bool) -> Vec<Seed> {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let paths = entries.map(|entry| entry.expect("an entry of it").path());
    let document = |path: &Path| {
        kept || path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json")
    };
    paths
        .filter(|path| path.is_file() && document(path))
        .map(|path| Seed {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: fs::read(&path).expect("a fixture"),
            kept,
        })
        .collect()
}
