//! The reference document as it was published, and completed by its overlay: what is said about it, and what is made of it.

#[path = "fixture/document.rs"]
mod document;

use std::path::Path;

use oasmith::diagnostics::{Code, Diagnostic};
use oasmith::document::marks::Locator;
use oasmith::source::{Lines, Location};
use oasmith::{Config, Diagnostics, Files};

const DOCUMENT: &str = "../specs/zendesk-organization-memberships.yaml";

/// What is made of the document, and what is said on the way.
fn generate(with_overlay: bool) -> (Files, Diagnostics) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let mut diagnostics = Diagnostics::default();
    let document = document::load(&mut diagnostics, &path, with_overlay)
        .expect("the document can be read")
        .expect("it is a document");
    let (files, found) = oasmith::generate(&document, &Config::new("reference"));
    diagnostics.extend(found);
    (files, diagnostics)
}

/// The modules of the operations.
fn operations(files: &Files) -> Vec<&str> {
    let inside = files
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("src/operations/"));
    let modules = inside.filter_map(|file| file.strip_suffix(".rs"));
    modules.filter(|module| *module != "mod").collect()
}

fn line(at: &Location) -> usize {
    let span = Locator::default().span(at, false);
    Lines::of(at.source())
        .position(at.source(), span.start)
        .line
}

fn with_code(diagnostics: &Diagnostics, code: Code) -> Vec<&Diagnostic> {
    diagnostics
        .iter()
        .filter(|found| found.code == code)
        .collect()
}

#[test]
fn nine_definitions_are_missing_where_they_are_first_used() {
    let (_, diagnostics) = generate(false);
    let missing = with_code(&diagnostics, Code::UNRESOLVED_REFERENCE);
    let mut lines: Vec<usize> = missing.iter().map(|found| line(&found.at)).collect();
    lines.sort_unstable();
    assert_eq!(lines, [51, 78, 81, 100, 158, 206, 209, 246, 256]);
}

#[test]
fn the_other_uses_are_labels() {
    let (_, diagnostics) = generate(false);
    let missing = with_code(&diagnostics, Code::UNRESOLVED_REFERENCE);
    let labels = missing.iter().flat_map(|found| &found.labels);
    let mut lines: Vec<usize> = labels.map(|label| line(&label.at)).collect();
    lines.sort_unstable();
    assert_eq!(lines, [210, 237, 251]);
}

#[test]
fn the_version_is_missing_and_nothing_else_is_said() {
    let (_, diagnostics) = generate(false);
    assert_eq!(with_code(&diagnostics, Code::MISSING_FIELD).len(), 1);
    let said = document::listing(&diagnostics);
    assert_eq!(diagnostics.iter().count(), 10, "\n{said}");
}

#[test]
fn every_published_operation_is_there() {
    let (files, _) = generate(false);
    assert_eq!(
        operations(&files),
        [
            "create_many_organization_memberships",
            "create_organization_membership",
            "delete_many_organization_memberships",
            "delete_organization_membership",
            "list_organization_memberships",
            "set_organization_membership_as_default",
            "show_organization_membership_by_id",
        ]
    );
}

#[test]
fn completed_there_is_nothing_to_say_and_an_eighth_operation() {
    let (files, diagnostics) = generate(true);
    assert_eq!(document::listing(&diagnostics), "");
    let operations = operations(&files);
    assert_eq!(operations.len(), 8, "{operations:?}");
    assert!(operations.contains(&"show_job_status"), "{operations:?}");
}
