//! What documents get wrong in a way that everybody understands: each repair tells itself, and says why it is no guess.
//!
//! Differences between versions are in `dialect`; what Swagger 2.0 spells otherwise is rewritten before anything is read.

use super::subject::{found, subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, similar};
use crate::document::{Kind, Node};
use crate::spec::dialect::Dialect;
use crate::spec::{Example, JsonType, Schema};

fn told(diagnostics: &mut Diagnostics, node: &Node<'_>, words: String, help: &str) {
    let at = node.at().clone();
    diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, at, words).help(help));
}

fn other_version(diagnostics: &mut Diagnostics, node: &Node<'_>, words: String, help: &str) {
    let at = node.at().clone();
    diagnostics.push(
        Diagnostic::new(Code::OTHER_VERSION, at, words)
            .on_key()
            .help(help),
    );
}

/// `version: 1.0`, `default: 8443`: to YAML a number, whose digits are what was meant.
pub(super) fn unquoted(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    if node.as_number().is_none() && node.as_bool().is_none() {
        return None;
    }
    let words = format!(
        "{} must be a string, found {}",
        subject(node.at()),
        found(node)
    );
    let text = node.to_json().to_string();
    let help = format!("write it in quotes; until then it is read as `{text}`");
    told(diagnostics, node, words, &help);
    Some(text)
}

/// `nullable: null`, which writers put down for what is absent, and `'true'` in quotes.
pub(super) fn flag(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<bool> {
    let meant = match node.as_str() {
        Some("true") => true,
        Some("false") => false,
        None if node.is_null() => false,
        Some(_) | None => return None,
    };
    let name = subject(node.at());
    let words = format!(
        "{name} must be a boolean, found {}: `{meant}` is taken",
        found(node)
    );
    told(
        diagnostics,
        node,
        words,
        "write `true` or `false` without quotes",
    );
    Some(meant)
}

/// `maximum: '10'`: a number in quotes.
pub(super) fn number(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<serde_json::Number> {
    let number: serde_json::Number = node.as_str()?.trim().parse().ok()?;
    let words = format!(
        "{} must be a number, found {}",
        subject(node.at()),
        found(node)
    );
    told(diagnostics, node, words, "take its quotes off");
    Some(number)
}

/// `minLength: 1.0`: a whole number in JSON Schema 2020-12 (section 4.2.3), and none in the draft that 3.0 took its keywords from,
/// where readers refuse it. It can only mean the number itself.
pub(super) fn whole(diagnostics: &mut Diagnostics, node: &Node<'_>, count: u64) {
    let words = format!("{} is written with a fraction", subject(node.at()));
    let mut finding = Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words)
        .help(format!("write `{count}`: it is read as that"));
    finding.severity = Severity::Note;
    diagnostics.push(finding);
}

/// `tags: pets`: a string where a list of strings belongs can only be its one element.
pub(super) fn lone(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = node.as_str()?;
    let words = format!(
        "{} must be a list, found {}",
        subject(node.at()),
        found(node)
    );
    told(
        diagnostics,
        node,
        words,
        "put it in brackets: it is taken to be the only element",
    );
    Some(text.to_owned())
}

/// Until 3.1 a response must describe itself; nothing is made of it but documentation.
pub(super) fn undescribed(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) {
    if dialect < Dialect::V32 && node.get("description").is_none() {
        let words = format!("response {} has no `description`", subject(node.at()));
        let mut finding = Diagnostic::new(Code::MISSING_FIELD, node.at().clone(), words)
            .on_key()
            .help("say when it is answered: `description: …`");
        finding.severity = Severity::Note;
        diagnostics.push(finding);
    }
}

/// An `enum` without values would leave nothing to send: a generator's way to say that it knows none.
pub(super) fn empty_enum(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    values: Vec<serde_json::Value>,
) -> Option<Vec<serde_json::Value>> {
    if values.is_empty() && node.is_array() {
        let words = "`enum` is empty, and is ignored".to_owned();
        told(diagnostics, node, words, "list its values, or take it out");
    }
    Some(values).filter(|values| !values.is_empty())
}

/// `required: true` on a property was JSON Schema's way before draft 4. Whether it is sent all the same is not known, so that the
/// property stays optional: reading it either way works.
pub(super) fn required_property(diagnostics: &mut Diagnostics, node: &Node<'_>) {
    let words =
        "`required` must be a list of the object's properties, found a boolean: it is ignored";
    let help = "list the property's name under `required` of the object that holds it";
    told(diagnostics, node, words.to_owned(), help);
}

/// 2.0's `type: file`: bytes.
pub(super) fn file(diagnostics: &mut Diagnostics, node: &Node<'_>, schema: &mut Schema) {
    let words = "`type: file` is Swagger 2.0's, and is taken to be bytes".to_owned();
    other_version(
        diagnostics,
        node,
        words,
        "write `type: string` and `format: binary`",
    );
    schema.types.insert(JsonType::String);
    schema.format.get_or_insert_with(|| "binary".to_owned());
}

/// What `type` may say.
const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// Names that other languages have for JSON's types; `any` means that every type will do.
pub(super) fn type_name(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    text: &str,
) -> Option<JsonType> {
    let lower = text.trim().to_ascii_lowercase();
    let meant = match lower.as_str() {
        "int" | "int32" | "int64" | "long" => Some(JsonType::Integer),
        "float" | "double" | "decimal" => Some(JsonType::Number),
        "bool" => Some(JsonType::Boolean),
        "str" | "text" | "date" | "datetime" | "date-time" | "uuid" | "uri" => {
            Some(JsonType::String)
        }
        "list" => Some(JsonType::Array),
        "map" | "dict" => Some(JsonType::Object),
        other => JsonType::parse(other),
    };
    let (words, help) = match meant {
        Some(meant) => (
            format!(
                "`{text}` is no type of JSON Schema, and is taken to be `{}`",
                meant.as_str()
            ),
            format!("write `type: {}`", meant.as_str()),
        ),
        None => (
            format!("`{text}` is no type of JSON Schema, and is ignored"),
            similar(text, TYPES).map_or_else(
                || "take it out where any type will do".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        ),
    };
    told(diagnostics, node, words, &help);
    meant
}

/// `items: [a, b]`: until draft 2019-09 what `prefixItems` says since.
pub(super) fn items_by_position(diagnostics: &mut Diagnostics, node: &Node<'_>) {
    let words = "`items` is one schema, and is read as `prefixItems` where it is a list".to_owned();
    other_version(
        diagnostics,
        node,
        words,
        "write `prefixItems` for items by their position",
    );
}

/// `discriminator: kind`: 2.0's way to name the property.
pub(super) fn discriminator(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let property = node.as_str()?;
    let words = "`discriminator` is an object since 3.0, and is read as 2.0 has it".to_owned();
    let help = format!("write `discriminator: {{propertyName: {property}}}`");
    other_version(diagnostics, node, words, &help);
    Some(property.to_owned())
}

/// 3.0's keywords in 3.1: `nullable`, and bounds that are flags.
pub(super) fn older_keyword(diagnostics: &mut Diagnostics, key: &str, node: &Node<'_>) {
    let (words, help) = if key == "nullable" {
        let words = "`nullable` is not a keyword since 3.1, and is read as 3.0 has it";
        (words.to_owned(), "list `'null'` under `type`")
    } else {
        let words = format!("`{key}` is a number since 3.1, and is read as 3.0 has it");
        (words, "give it the bound itself")
    };
    other_version(diagnostics, node, words, help);
}

/// A schema's `examples` is a list of values. Elsewhere it is a map of Example Objects, and documents mix them up; a value by
/// itself is the only one.
pub(super) fn examples(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<Example> {
    let (words, examples) = match &node.tree().kind {
        Kind::Array(_) => return node.items().map(|item| example(&item)).collect(),
        Kind::Object(_) => {
            let mut examples = Vec::new();
            for (name, value) in node.members() {
                let mut example = example(&value.get("value").unwrap_or(value));
                example.name = Some(name.to_owned());
                examples.push(example);
            }
            ("it is read as a map of examples", examples)
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            ("it is taken to be the only one", vec![example(node)])
        }
    };
    let words = format!(
        "`examples` of a schema must be a list, found {}: {words}",
        found(node)
    );
    told(diagnostics, node, words, "write a list of values");
    examples
}

/// `examples` of a media type or parameter is a map of Example Objects; a list can only be of their values.
pub(super) fn listed_examples(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<Example> {
    let words = format!(
        "{} must be an object, found {}: it is read as a schema has it",
        subject(node.at()),
        found(node)
    );
    told(
        diagnostics,
        node,
        words,
        "give each a name: `examples: {one: {value: …}}`",
    );
    node.items().map(|item| example(&item)).collect()
}

fn example(node: &Node<'_>) -> Example {
    Example {
        at: node.at().clone(),
        name: None,
        value: node.to_json(),
    }
}
