//! The runtime's text, copied as it stands.

use oasmith_runtime::sources::{FILES, root};

use crate::files::Files;
use crate::rust::Crate;

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
