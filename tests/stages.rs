//! What the document in `specs/` comes down to at each stage, alone and with its overlay.

use oasmith::document::marks::Locator;
use oasmith::document::{Kind, Node};
use oasmith::source::{Lines, Pointer};
use oasmith::{Config, Diagnostics, Document, Stage, dump};

const REFERENCE: &str = include_str!("../specs/zendesk-organization-memberships.yaml");
const OVERLAY: &str = include_str!("../specs/zendesk-organization-memberships.overlay.yaml");

fn load(name: &str, text: &str) -> Document {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, name, text.as_bytes());
    assert_eq!(diagnostics.iter().count(), 0, "{name}");
    document.expect("the reference loads")
}

fn bare() -> Document {
    load("reference.yaml", REFERENCE)
}

fn completed() -> Document {
    let mut document = bare();
    let mut diagnostics = Diagnostics::default();
    document.apply(&mut diagnostics, &load("overlay.yaml", OVERLAY));
    assert_eq!(diagnostics.iter().count(), 0, "the overlay applies");
    document
}

/// A stage as text, and each finding as `CODE line:column`.
fn at(stage: Stage, document: &Document) -> (String, Vec<String>) {
    let (text, diagnostics) = dump(stage, document, &Config::new("reference"));
    let mut locator = Locator::default();
    let places = diagnostics.iter().map(|found| {
        let span = locator.span(&found.at, found.at_key);
        let place = Lines::of(found.at.source()).position(found.at.source(), span.start);
        format!("{} {}:{}", found.code, place.line, place.column)
    });
    let places = places.collect();
    (text, places)
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
}

#[test]
fn alone_it_is_read_whole_and_each_gap_is_told_at_its_place() {
    let (text, found) = at(Stage::Spec, &bare());
    assert_eq!(
        found,
        [
            "E0301 2:1",
            "E0201 51:25",
            "E0201 78:21",
            "E0201 81:15",
            "E0201 100:25",
            "E0201 158:21",
            "E0201 206:25",
            "E0201 209:15",
            "E0201 246:19",
            "E0201 256:17",
        ]
    );
    says(
        &text,
        &["path \"organization_membership_id\" required simple\n    inferred\n    schema: string"],
    );
}

#[test]
fn its_overlay_defines_whatever_it_refers_to() {
    let document = completed();
    let root = document.root();
    let methods = ["get", "put", "post", "delete", "patch"];
    let paths = root.get("paths").expect("paths");
    let operations = paths
        .members()
        .flat_map(|(_, item)| item.members())
        .filter(|(method, _)| methods.contains(method));
    assert_eq!(operations.count(), 8);
    let mut references = Vec::new();
    collect(&root, &mut references);
    assert!(references.len() > 18);
    for reference in references {
        let pointer = Pointer::parse(reference.trim_start_matches('#')).expect(&reference);
        assert!(root.find(&pointer).is_some(), "{reference}");
    }
}

fn collect(node: &Node<'_>, references: &mut Vec<String>) {
    for (key, value) in node.members() {
        match (&value.tree().kind, key) {
            (Kind::String(text), "$ref") => references.push(text.to_string()),
            _ => collect(&value, references),
        }
    }
    node.items().for_each(|item| collect(&item, references));
}

#[test]
fn alone_it_has_types_for_what_it_does_say() {
    let (text, _) = at(Stage::Ir, &bare());
    let records = text
        .lines()
        .filter(|line| line.ends_with(": record (received)"));
    assert_eq!(records.count(), 3, "{text}");
    says(&text, &["  query ids?: list of integer (form explode)\n"]);
    assert!(!text.contains("paged:"), "{text}");
}

#[test]
fn completed_it_is_understood_without_a_word() {
    let (text, found) = at(Stage::Ir, &completed());
    assert_eq!(found, Vec::<String>::new());
    says(
        &text,
        &[
            "  default: boolean or null\n",
            "  default?: boolean or null\n",
            "  created_at?: date-time read-only\n",
            "  results?: JobStatusObject.results! or null read-only\n",
            "JobStatusObject.results!: one of (received)\n  | list of JobStatusResultObject if array\n  | JobStatusObject.results!|1 if object with success\n",
            "JobStatusResultObject: one of (received)\n  | CreateResourceResult if object with id, index\n  | UpdateResourceResult if object with action, id, status, success\n  | FailedResult if object with action, details, error, id, success\n",
            "UpdateResourceResult: record (received, keeps what is undeclared)\n",
            "  query ids: list of integer [minItems 1, maxItems 100] (form)\n",
        ],
    );
    assert_eq!(text.matches("paged:").count(), 1, "{text}");
    let paged = text.split("paged:").next().unwrap_or_default();
    assert!(
        paged.contains(" ListOrganizationMemberships\n")
            && !paged.contains(" CreateOrganizationMembership\n")
    );
}
