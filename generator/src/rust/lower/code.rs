//! Text of a document inside inline code.

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

/// Control and direction characters by their code.
pub(super) fn visible(c: char) -> Vec<char> {
    let hidden = c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}');
    if hidden {
        c.escape_unicode().collect()
    } else {
        vec![c]
    }
}
