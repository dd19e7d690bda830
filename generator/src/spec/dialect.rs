//! What the versions of OpenAPI say differently. Readers speak 3.2 and JSON Schema 2020-12; everything older is folded in here.

use super::{JsonType, Schema, SchemaId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Version};
use crate::source::Location;

/// The version a document is written in, as far as it changes what a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    /// 3.0.x: its own subset of JSON Schema.
    V30,
    /// 3.1.x: JSON Schema 2020-12.
    V31,
    /// 3.2.x.
    V32,
}

impl Dialect {
    /// The dialect of a version. 2.0 has become 3.0 before it is read.
    pub(super) fn of(version: Version) -> Self {
        match version {
            Version::V2_0 | Version::V3_0 => Self::V30,
            Version::V3_1 => Self::V31,
            Version::V3_2 => Self::V32,
        }
    }

    /// Whether what stands beside a `$ref` counts (3.0.4 section 4.7.24.1 against 3.1.1 section 4.8.23).
    pub(super) fn reads_siblings(self) -> bool {
        self >= Self::V31
    }

    /// As people call it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }

    /// Tells of a key or value that a later version brought; it is read all the same.
    pub(super) fn since(
        self,
        diagnostics: &mut Diagnostics,
        version: Self,
        word: &str,
        node: &Node<'_>,
    ) {
        self.since_words(diagnostics, version, &format!("`{word}`"), node);
    }

    /// The same for what is no single word.
    pub(super) fn since_words(
        self,
        diagnostics: &mut Diagnostics,
        version: Self,
        subject: &str,
        node: &Node<'_>,
    ) {
        if self < version {
            let (then, now) = (version.as_str(), self.as_str());
            let words = format!("{subject} is known since {then}, and is read as {then} has it");
            let help = format!(
                "the document says that it is in {now}: raise its version, or write it as {now} has it"
            );
            let at = node.at().clone();
            diagnostics.push(
                Diagnostic::new(Code::OTHER_VERSION, at, words)
                    .on_key()
                    .help(help),
            );
        }
    }

    /// Whether `paths` and an operation's `responses` must be there.
    pub(super) fn requires_paths(self) -> bool {
        self == Self::V30
    }

    /// Whether `nullable` and boolean `exclusiveMinimum` are the standard's own spelling.
    pub(super) fn spells_like_draft_4(self) -> bool {
        self == Self::V30
    }
}

/// A schema's keyword, or manner of writing one, that came with 3.1.
pub(super) fn newer_keyword(key: &str, value: &Node<'_>) -> Option<String> {
    match key {
        "type" if value.is_array() => Some("a list under `type`".to_owned()),
        "type" if value.as_str() == Some("null") => Some("`type: 'null'`".to_owned()),
        "exclusiveMinimum" | "exclusiveMaximum" if value.as_number().is_some() => {
            Some(format!("`{key}` with a number"))
        }
        "const" | "examples" | "prefixItems" | "contentEncoding" | "contentMediaType" => {
            Some(format!("`{key}`"))
        }
        _ => None,
    }
}

/// 3.0's own keywords, collected while a schema is read.
#[derive(Debug, Default)]
pub(super) struct Older {
    pub(super) nullable: bool,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
}

/// Folds 3.0's keywords into the schema that they were found in; schemas that this takes are handed to `add`.
pub(super) fn fold(schema: &mut Schema, older: &Older, add: impl FnMut(Schema) -> SchemaId) {
    if older.exclusive_minimum {
        let limits = schema.limits_mut();
        limits.exclusive_minimum = limits.minimum.take();
    }
    if older.exclusive_maximum {
        let limits = schema.limits_mut();
        limits.exclusive_maximum = limits.maximum.take();
    }
    if older.nullable {
        allow_null(schema, add);
    }
}

/// `nullable: true`. By the letter of 3.0.4 it counts only beside a `type`, and only where an `enum` holds null too; documents
/// write it beside anything, and mean it.
fn allow_null(schema: &mut Schema, mut add: impl FnMut(Schema) -> SchemaId) {
    if let Some(values) = &mut schema.values
        && !values.contains(&serde_json::Value::Null)
    {
        values.push(serde_json::Value::Null);
    }
    if schema.types.is_empty()
        && let Some(ty) = implied_type(schema)
    {
        schema.types.insert(ty);
    }
    let typed = !schema.types.is_empty();
    if typed {
        schema.types.insert(JsonType::Null);
    }
    let alone = schema.reference.is_none() && schema.all_of.is_empty() && schema.constant.is_none();
    match (alone, schema.one_of.is_empty(), schema.any_of.is_empty()) {
        (true, true, true) => {}
        (true, false, true) if !typed => schema.one_of.push(add(null(schema.at.clone()))),
        (true, true, false) if !typed => schema.any_of.push(add(null(schema.at.clone()))),
        (true | false, true | false, true | false) => wrap(schema, add),
    }
}

/// The type that keywords speak of where `type` says nothing.
fn implied_type(schema: &Schema) -> Option<JsonType> {
    if !schema.properties.is_empty() || schema.additional_properties.is_some() {
        Some(JsonType::Object)
    } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
        Some(JsonType::Array)
    } else {
        None
    }
}

fn null(at: Location) -> Schema {
    let mut null = Schema::any(at);
    null.types.insert(JsonType::Null);
    null
}

/// `anyOf: [what the schema asks for, null]`; what only describes it stays outside.
fn wrap(schema: &mut Schema, mut add: impl FnMut(Schema) -> SchemaId) {
    let at = schema.at.clone();
    let mut inner = std::mem::replace(schema, Schema::any(at.clone()));
    schema.name = inner.name.take();
    schema.definition = inner.definition.take();
    schema.title = inner.title.take();
    schema.description = inner.description.take();
    schema.default = inner.default.take();
    schema.examples = std::mem::take(&mut inner.examples);
    schema.extensions = std::mem::take(&mut inner.extensions);
    schema.xml = inner.xml.take();
    schema.deprecated = std::mem::take(&mut inner.deprecated);
    schema.read_only = std::mem::take(&mut inner.read_only);
    schema.write_only = std::mem::take(&mut inner.write_only);
    schema.any_of = vec![add(inner), add(null(at))];
}

/// `not: {}` and `not: true` leave nothing: the boolean schema `false`.
pub(super) fn forbids_everything(not: &Node<'_>) -> bool {
    not.as_bool() == Some(true) || (not.is_object() && not.members().next().is_none())
}
