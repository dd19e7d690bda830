//! The runtime's text, copied as it stands.

use crate::files::Files;

/// Puts the runtime's files under `src/runtime/`.
pub(super) fn copy(files: &mut Files) {
    for file in oasmith_runtime::sources::FILES {
        files.insert(format!("src/runtime/{}", file.path), file.text);
    }
    files.insert("src/runtime/mod.rs", oasmith_runtime::sources::ROOT);
}
