//! Schemas that refer to others, and the names that they and parts of operations have by their places.

use super::{Reader, field};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::document::Node;
use crate::source::Key;
use crate::spec::resolve::Kind;
use crate::spec::{SchemaId, Schemas};

/// What a `$ref`'s value, or a mapping's, leads to.
pub(super) fn referred<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    value: &Node<'d>,
) -> Option<SchemaId> {
    let target = reader.references.resolve(diagnostics, value, Kind::Schema);
    Some(enter(diagnostics, reader, value, target.ok()?))
}

/// What a `$dynamicRef`'s value leads to in the scope of the schema that is being read.
pub(super) fn referred_dynamically<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    value: &Node<'d>,
) -> Option<SchemaId> {
    let scope = reader.claimed.scope;
    let target = reader.references.resolve_dynamic(diagnostics, value, scope);
    Some(enter(diagnostics, reader, value, target.ok()?))
}

fn enter<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    value: &Node<'d>,
    target: Node<'d>,
) -> SchemaId {
    let references = &mut reader.references;
    let end = if references.is_external(&target) {
        references.through(&target)
    } else {
        target
    };
    let scope = references.enter(diagnostics, value, reader.claimed.scope, &end);
    let id = reader.claimed.claim_in(scope, &end);
    if scope == 0 && is_kept_by_name(reader, &end) {
        reader.claimed.kept_by_name.push((id, end));
    }
    id
}

/// Whether a schema has a name in a file that holds others by theirs: at the top, and the file is no schema itself.
fn is_kept_by_name(reader: &Reader<'_>, node: &Node<'_>) -> bool {
    let above = node.at().split_last();
    let is_top = above.is_some_and(|(folder, _)| folder.is_root());
    is_top && reader.references.is_external(node)
}

/// Names those that references lead to in files that hold schemas by name: what files hold was not known before all was read.
pub(super) fn name_kept(reader: &Reader<'_>, schemas: &mut Schemas) {
    for (id, node) in &reader.claimed.kept_by_name {
        let root = reader.references.root_of(node);
        if !reader.claimed.is_claimed(&root)
            && let Some((_, Key::Name(name))) = node.at().split_last()
        {
            schemas[*id].definition = Some(name.to_string());
        }
    }
}

/// The name that a schema's place gives it: where definitions are kept, or a file of its own.
pub(super) fn definition(reader: &Reader<'_>, node: &Node<'_>) -> Option<String> {
    if reader.claimed.scope != 0 {
        // The place names the template; what it is filled with is named by whoever fills it.
        return None;
    }
    let Some((folder, name)) = node.at().split_last() else {
        let file = reader.references.file_name(node)?;
        let stem = file.split('.').next().unwrap_or(&file);
        let is_external = reader.references.is_external(node);
        return is_external.then(|| stem.to_owned());
    };
    let Key::Name(name) = name else { return None };
    let (_, folder) = folder.split_last()?;
    let holds = matches!(folder, Key::Name(folder) if matches!(&**folder, "$defs" | "definitions" | "schemas"));
    holds.then(|| name.to_string())
}

/// The name that a part of operations has by its place: where components are kept, at the top of another file, or as that file.
pub(super) fn component(reader: &Reader<'_>, node: &Node<'_>) -> Option<String> {
    let is_external = reader.references.is_external(node);
    let Some((folder, name)) = node.at().split_last() else {
        let file = reader.references.file_name(node).filter(|_| is_external)?;
        return file.split('.').next().map(ToOwned::to_owned);
    };
    let Key::Name(name) = name else { return None };
    let holds = match folder.split_last() {
        None => is_external,
        Some((above, Key::Name(folder))) => {
            let parts = ["responses", "requestBodies", "parameters", "headers"];
            let is_of_components = above
                .split_last()
                .is_none_or(|(top, key)| top.is_root() && *key == Key::from("components"));
            parts.contains(&&**folder) && is_of_components
        }
        Some((_, Key::Index(_))) => false,
    };
    holds.then(|| name.to_string())
}

/// A mapping's value is a component's name or a reference (OpenAPI 3.2 section 4.25.3).
pub(super) fn mapped<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<SchemaId> {
    let text = field::text(diagnostics, node)?;
    if let Some(id) = reader.components.schemas.get(&text) {
        return Some(*id);
    }
    if !text.contains(['#', '/', '.']) {
        let words = format!("`{text}` is no schema of this document: the tag is ignored");
        let at = node.at().clone();
        let names = reader.components.schemas.keys().map(String::as_str);
        let help = match similar(&text, names) {
            Some(name) => format!("a schema of a similar name exists: `{name}`"),
            None => "define it under `components.schemas`, or write a reference".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::UNRESOLVED_REFERENCE, at, words).help(help));
        return None;
    }
    referred(diagnostics, reader, node)
}

/// Keywords that name a schema: what they name was taken down before. 3.0 has none of them.
pub(super) fn check_name(
    diagnostics: &mut Diagnostics,
    reader: &Reader<'_>,
    key: &str,
    value: &Node<'_>,
) {
    if !reader.dialect.reads_siblings() {
        let words = format!("`{key}` is known since 3.1, and is ignored in 3.0");
        let at = value.at().clone();
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, at, words).on_key();
        diagnostics
            .push(found.help("raise the document's version, or refer to the schema by a pointer"));
        return;
    }
    let Some(text) = field::text(diagnostics, value) else {
        return;
    };
    let is_name = |text: &str| {
        let mut letters = text.chars();
        letters
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && letters.all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    // JSON Schema 2020-12 sections 8.2.1 and 8.2.2.
    if key == "$id"
        && text
            .split_once('#')
            .is_some_and(|(_, rest)| !rest.is_empty())
    {
        let words = "`$id` must have no fragment, and is ignored; `$anchor` gives a schema a name";
        let help = "take the `#` and what follows it out, or write `$anchor` in place of `$id`";
        field::wrong_value(diagnostics, value, words, help);
    } else if key != "$id" && !is_name(&text) {
        let words = format!(
            "`{text}` cannot be an anchor: a letter, then letters, digits, `-`, `_` and `.`"
        );
        let help = "give it another name, here and in every reference to it";
        field::wrong_value(diagnostics, value, words, help);
    }
}
