//! Text of a document inside inline code.

use crate::rust::docs::is_hidden;

/// A text as inline code: on one line, with enough backticks around it, nothing in it that a terminal or reader would act on.
pub(super) fn code(text: &str) -> String {
    let shown: String = text.chars().flat_map(visible).collect();
    if shown.is_empty() {
        return "the empty string".to_owned();
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 || shown.starts_with(' ') {
        format!("{fence} {shown} {fence}")
    } else {
        format!("{fence}{shown}{fence}")
    }
}

/// What a reader could not see by its code.
pub(super) fn visible(c: char) -> Vec<char> {
    if is_hidden(c) {
        c.escape_unicode().collect()
    } else {
        vec![c]
    }
}
