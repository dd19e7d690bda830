//! The runtime's text, copied as it stands.

use oasmith_runtime::sources::{API, FILES, root};

use crate::files::Files;
use crate::rust::Crate;
use crate::rust::snapshot::Snapshot;

/// What the crate offers, with what the runtime's files offer that are copied into it.
pub(super) fn with_public(krate: &Crate, snapshot: Snapshot) -> Snapshot {
    if !krate.copies_runtime {
        return snapshot;
    }
    let has = |feature: &str| krate.features.iter().any(|(known, _)| known == feature);
    let mut text = String::new();
    let mut is_there = true;
    for line in API.lines() {
        if let Some(features) = line.strip_prefix("# if ") {
            let has_all = |features: &str| features.split(" and ").all(has);
            is_there = features.split(" or ").any(has_all);
        } else if is_there {
            text.extend([line, "\n"]);
        }
    }
    // The text is ours, and a test reads it whole.
    let runtime: Snapshot = text.parse().unwrap_or_default();
    Snapshot::of(snapshot.iter().chain(runtime.iter()).cloned())
}

/// Puts the runtime's files that the crate's features can need under `src/runtime/`.
pub(super) fn copy(krate: &Crate, files: &mut Files) {
    let has = |feature: &str| krate.features.iter().any(|(known, _)| known == feature);
    for file in FILES.iter().filter(|file| {
        file.feature
            .is_none_or(|features| features.split(',').any(has))
    }) {
        files.insert(format!("src/runtime/{}", file.path), file.text);
    }
    files.insert("src/runtime/mod.rs", root(&has));
}
