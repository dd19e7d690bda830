//! What somebody may have meant who wrote a value of the wrong kind.

use crate::diagnostics::similar;
use crate::document::Node;

/// The way out for a value that stands where `expected` is asked for; none where nothing is known of how it came about.
pub(super) fn help(node: &Node<'_>, expected: &str) -> Option<String> {
    if node.is_null() {
        return Some("write a value, or take the key out".to_owned());
    }
    let wants_object = expected.starts_with("an object") || expected.starts_with("a schema");
    if node.is_object() && expected.starts_with("a list") {
        return Some("put it into a list: `- ` before each item in YAML, `[…]` in JSON".to_owned());
    }
    if node.is_array() && wants_object {
        return Some(
            "write its members by name: in YAML without `- `, in JSON in `{…}`".to_owned(),
        );
    }
    let text = node.as_str()?;
    if wants_object && glued(text) {
        return Some(
            "put a space behind the colon, without which YAML takes all of it for a text"
                .to_owned(),
        );
    }
    // What may stand there is listed in backticks.
    let words = expected.split('`').skip(1).step_by(2);
    similar(text, words).map(|word| format!("did you mean `{word}`?"))
}

/// `type:object`: a key, a colon, and no space.
fn glued(text: &str) -> bool {
    let is_name = |key: &str| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || "_-$".contains(c))
    };
    text.split_once(':')
        .is_some_and(|(key, value)| is_name(key) && !value.starts_with([' ', '/']))
}
