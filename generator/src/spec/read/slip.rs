//! What somebody may have meant who wrote a value of the wrong kind.

use super::object::Object;
use crate::diagnostics::similar;
use crate::document::Node;

/// The way out for a value that stands where `expected` is asked for.
pub(super) fn help(node: &Node<'_>, expected: &str) -> String {
    meant(node, expected).unwrap_or_else(|| asked(expected))
}

/// What is known of how such a value comes about.
fn meant(node: &Node<'_>, expected: &str) -> Option<String> {
    let owned = |words: &str| Some(words.to_owned());
    let wants_object = expected.starts_with("an object") || expected.starts_with("a schema");
    if node.is_null() && (wants_object || expected.starts_with("a list")) {
        return owned("indent what belongs to it deeper than its own key, or take the key out");
    }
    if node.is_null() {
        return owned("write a value, or take the key out");
    }
    if node.is_object() && expected.starts_with("a list") {
        return owned("put it into a list: `- ` before each item in YAML, `[…]` in JSON");
    }
    if node.is_array() && wants_object {
        return owned("write its members by name: in YAML without `- `, in JSON in `{…}`");
    }
    let key = last_name(node);
    if expected.starts_with("a schema") && Object::Schema.fields().contains(&key.as_str()) {
        return Some(format!(
            "`{key}` is a keyword: indent it deeper if it belongs to the schema above it"
        ));
    }
    let text = node.as_str()?;
    if key == "security" {
        return Some(format!("write `security: [{{{text}: []}}]`"));
    }
    if wants_object && is_requirement(node) {
        return Some(format!("write `{text}: []`"));
    }
    if wants_object && glued(text) {
        return owned(
            "put a space behind the colon, without which YAML takes all of it for a text",
        );
    }
    // Swagger 2.0's places, where those of OpenAPI 3 are asked for.
    match text {
        "body" if expected.contains("`path`") => {
            return owned(
                "since 3.0 a body stands beside `parameters`: `requestBody: {content: {application/json: {schema: …}}}`",
            );
        }
        "formData" if expected.contains("`path`") => {
            return owned(
                "since 3.0 form fields are properties of the schema of a `requestBody`: `content: {application/x-www-form-urlencoded: {schema: …}}`",
            );
        }
        _ => {}
    }
    // What may stand there is listed in backticks.
    let words = expected.split('`').skip(1).step_by(2);
    similar(text, words).map(|word| format!("did you mean `{word}`?"))
}

/// The key that a value stands behind.
fn last_name(node: &Node<'_>) -> String {
    let last = node.at().split_last();
    last.map(|(_, key)| key.to_string()).unwrap_or_default()
}

/// Whether a value stands where a Security Requirement Object does.
fn is_requirement(node: &Node<'_>) -> bool {
    let above = node.at().split_last();
    let above = above.and_then(|(parent, _)| parent.split_last().map(|(_, key)| key.to_string()));
    above.as_deref() == Some("security")
}

/// How such a value is written.
fn asked(expected: &str) -> String {
    match expected {
        "a boolean" => "write `true` or `false`, without quotes".to_owned(),
        "an object" => "write its members below it, each as `name: value`".to_owned(),
        "a list" => "write its items below it, each behind `- `, or in `[…]`".to_owned(),
        _ => format!("write {expected}; or take the key out"),
    }
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
