//! Names that two places wanted.

use super::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::rust::name::{NameLock, Scope, Told};

/// What the lock calls the scope of requests, responses and builders.
pub(super) const OPERATION_TYPES: &str = "operations types";

/// A scope has all its names: those that had to be told apart are kept for [`report`].
pub(super) fn keep(input: &Input<'_>, scope: Scope) {
    input.told.borrow_mut().extend(scope.told_apart());
}

/// One note for each place that is not called what it would be alone; the lock remembers them all.
pub(super) fn report(diagnostics: &mut Diagnostics, all: Vec<Told>, lock: &mut NameLock) {
    // A record that a builder sets by its parts is met twice.
    for told in all {
        if !lock.remember(&told) {
            continue;
        }
        // An operation's request and response are called after it, and so is the note.
        let is_told = told.scope.ends_with(OPERATION_TYPES);
        if told.ident.as_str() != told.plain && !is_told {
            let message = format!(
                "it is called `{}`, because `{}` is another's name",
                told.ident, told.plain
            );
            let help =
                "`oasmith.lock` keeps both names; to choose them, use `[rename]` in `oasmith.toml`";
            diagnostics
                .push(Diagnostic::new(Code::NAME_COLLISION, told.at.clone(), message).help(help));
        }
    }
}
