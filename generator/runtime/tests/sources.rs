//! The table of sources is the folder `src`, and each file keeps the rules of text that is copied.

#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the folder that it is about"
)]
#![cfg(feature = "sources")]

use std::path::Path;

use oasmith_runtime::sources::FILES;

/// What a copied file may hang on.
const FEATURES: &[&str] = &[
    "backtracking",
    "chrono",
    "client",
    "jiff",
    "pattern",
    "reqwest",
    "server",
    "time",
    "uuid",
    "validate",
    "xml",
];

fn paths(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            paths(&path, root, found);
        } else {
            let name = path
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            found.push(name);
        }
    }
}

#[test]
fn every_file_has_its_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    paths(&root, &root, &mut found);
    found.retain(|path| path != "lib.rs" && path != "sources.rs");
    found.sort();
    let listed: Vec<_> = FILES.iter().map(|file| file.path).collect();
    assert_eq!(listed, found);
}

#[test]
fn copied_text_fits_every_home() {
    for file in FILES {
        let code = file
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        for refused in ["crate::", "#[test]", "cfg(test)", ".unwrap()", "unsafe "] {
            assert!(!code.contains(refused), "{} holds `{refused}`", file.path);
        }
        assert!(file.text.lines().count() <= 300, "{} is long", file.path);
        for feature in file.feature.iter().flat_map(|features| features.split(',')) {
            assert!(FEATURES.contains(&feature), "{}", file.path);
        }
    }
}
