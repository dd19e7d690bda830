//! Findings that say the same of several places, as one listing.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic, Label, Severity};

/// What must be the same: which code, how bad, the words and the way out.
type Key<'d> = (Code, Severity, &'d str, Option<&'d str>);

/// Each finding once, where it was found first; the other places of it are labels.
pub(super) fn grouped<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> Vec<Diagnostic> {
    let mut known: HashMap<Key<'d>, usize> = HashMap::new();
    let mut groups: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let Diagnostic {
            code,
            severity,
            message,
            help,
            ..
        } = diagnostic;
        let key = (*code, *severity, message.as_str(), help.as_deref());
        if let Some(group) = known.get(&key).and_then(|index| groups.get_mut(*index)) {
            group.labels.push(Label {
                at: diagnostic.at.clone(),
                words: Some("also here".to_owned()),
            });
            group.labels.extend(diagnostic.labels.iter().cloned());
        } else {
            known.insert(key, groups.len());
            groups.push(diagnostic.clone());
        }
    }
    groups
}
