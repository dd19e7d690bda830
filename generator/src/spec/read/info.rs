use super::field;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::spec::{Info, Tag};

/// Reads the Info Object; without one, the document has no name.
pub(super) fn read(diagnostics: &mut Diagnostics, root: &Node<'_>) -> Info {
    let Some(node) = root.get("info") else {
        let help = "add `info` with a `title` and a `version`";
        field::missing(diagnostics, root, "info", help);
        return Info {
            at: root.at().clone(),
            title: String::new(),
            version: None,
            summary: None,
            description: None,
        };
    };
    let mut info = Info {
        at: node.at().clone(),
        title: String::new(),
        version: None,
        summary: None,
        description: None,
    };
    let mut titled = false;
    let mut versioned = false;
    for (key, value) in field::members(diagnostics, &node) {
        match key {
            "title" => {
                titled = true;
                info.title = field::text(diagnostics, &value).unwrap_or_default();
            }
            "version" => {
                versioned = true;
                info.version = version(diagnostics, &value);
            }
            "summary" => info.summary = field::text(diagnostics, &value),
            "description" => info.description = field::text(diagnostics, &value),
            "termsOfService" | "contact" | "license" => {}
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    if node.is_object() && !titled {
        let help = "add the API's name: `title: …`";
        field::missing(diagnostics, &node, "title", help);
    }
    if node.is_object() && !versioned {
        let help = "add the API's own version, in quotes: `version: '1.0.0'`";
        field::missing(diagnostics, &node, "version", help);
    }
    info
}

/// `version: 1.0` without quotes is a number: its digits are what was meant.
fn version(diagnostics: &mut Diagnostics, value: &Node<'_>) -> Option<String> {
    if value.as_number().is_none() {
        return field::text(diagnostics, value);
    }
    let text = value.to_json().to_string();
    let words = format!("`version` must be a string, found a number (`{text}`)");
    diagnostics.push(
        Diagnostic::new(Code::WRONG_TYPE, value.at().clone(), words).help("write it in quotes"),
    );
    Some(text)
}

/// Reads the document's tags; one without a name is none.
pub(super) fn tags(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<Tag> {
    field::items(diagnostics, node)
        .filter_map(|item| tag(diagnostics, &item))
        .collect()
}

fn tag(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<Tag> {
    let mut name = None;
    let mut description = None;
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => name = field::text(diagnostics, &value),
            "description" => description = field::text(diagnostics, &value),
            // 3.2's words for the same group in navigation.
            "externalDocs" | "summary" | "parent" | "kind" => {}
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    if name.is_none() && node.is_object() {
        field::missing(diagnostics, node, "name", "a tag is known by its name");
    }
    Some(Tag {
        at: node.at().clone(),
        name: name?,
        description,
    })
}
