//! What is done with an input, and what must hold of it. The same for the runs of `fuzz.rs` and for those of `cargo fuzz`
//! (`generator/fuzz`).

use std::path::Path;

use oasmith::diagnostics::render::{self, Colour};
use oasmith::diagnostics::{Code, Severity};
use oasmith::document::marks::Locator;
use oasmith::document::{Filter, PathGlob, Selection};
use oasmith::source::Pointer;
use oasmith::spec::{Part, PathTemplate, read::read};
use oasmith::{Config, Diagnostic, Diagnostics, Document, generate, openapi};
use serde_json::json;

fn load(diagnostics: &mut Diagnostics, bytes: &[u8]) -> Option<Document> {
    Document::load(diagnostics, "fuzz", bytes).ok()
}

/// Bytes to the contract, and every finding to its place in the text.
pub(crate) fn reading(bytes: &[u8]) {
    let mut diagnostics = Diagnostics::default();
    if let Some(document) = load(&mut diagnostics, bytes) {
        read(&mut diagnostics, &document);
    } else {
        assert!(
            diagnostics.count(Severity::Error) > 0,
            "refused without a word"
        );
    }
    let mut locator = Locator::default();
    let mut spans = |at: &_, at_key| locator.span(at, at_key);
    render::human(&diagnostics, Colour::Plain, &mut spans);
}

/// What is read as a pointer is written as it was.
pub(crate) fn pointer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(pointer) = Pointer::parse(&text) {
        let written = pointer.to_string();
        assert_eq!(
            Pointer::parse(&written).map(|pointer| pointer.to_string()),
            Ok(written.clone())
        );
        assert_eq!(written, text, "a pointer has one spelling");
    }
}

/// One document as another's overlay, on a document that is whole.
pub(crate) fn overlay(bytes: &[u8]) {
    const BASE: &str = include_str!("../codegen/unions.yaml");
    let mut diagnostics = Diagnostics::default();
    let mut document = load(&mut diagnostics, BASE.as_bytes()).expect("it is whole");
    if let Some(overlay) = load(&mut diagnostics, bytes) {
        document.apply(&mut diagnostics, &overlay);
        read(&mut diagnostics, &document);
    }
}

/// Choosing operations makes no reference lead nowhere that led somewhere, and leaves no more operations than there were.
pub(crate) fn filter(bytes: &[u8]) {
    let Some(whole) = load(&mut Diagnostics::default(), bytes) else {
        return;
    };
    let (operations, dangling) = contract(&whole);
    for filter in filters() {
        let mut document = whole.clone();
        document.filter(&mut Diagnostics::default(), &filter);
        let (left, lost) = contract(&document);
        assert!(left <= operations, "{left} of {operations} are left");
        assert!(
            lost <= dangling,
            "{lost} references lead nowhere, not {dangling}"
        );
    }
}

/// How many operations a document has, and how many targets that nothing defines. A reference into an operation leads nowhere when
/// that operation is taken out, and is told: those are not counted.
fn contract(document: &Document) -> (usize, usize) {
    let mut diagnostics = Diagnostics::default();
    let spec = read(&mut diagnostics, document);
    let dangling = |found: &&Diagnostic| {
        let message = found.message.replace("%2F", "/");
        found.code == Code::UNRESOLVED_REFERENCE && !message.contains("/paths/")
    };
    let dangling = diagnostics.iter().filter(dangling).count();
    (spec.operations.len(), dangling)
}

fn filters() -> [Filter; 4] {
    let glob = |text: &str| -> Vec<PathGlob> { vec![text.parse().expect("it is one")] };
    let paths = |text| Selection {
        paths: glob(text),
        ..Selection::default()
    };
    let methods = |text: &str| Selection {
        methods: vec![text.to_owned()],
        ..Selection::default()
    };
    let include = |include| Filter {
        include,
        ..Filter::default()
    };
    let exclude = |exclude| Filter {
        exclude,
        ..Filter::default()
    };
    [
        include(paths("/*")),
        include(methods("get")),
        exclude(paths("/**/{*}")),
        exclude(methods("GET")),
    ]
}

/// Whatever is generated is Rust.
pub(crate) fn generating(bytes: &[u8]) {
    let Some(document) = load(&mut Diagnostics::default(), bytes) else {
        return;
    };
    let (files, _) = generate(&document, &Config::new("fuzz"));
    let sources = files.iter().filter(|(path, _)| is_printed(Path::new(path)));
    for (path, text) in sources {
        assert!(syn::parse_file(text).is_ok(), "{path} is not Rust:\n{text}");
    }
}

/// The runtime's text is copied as it is.
fn is_printed(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    is_rust && path.components().all(|part| part.as_os_str() != "runtime")
}

/// What goes out as 3.0 comes in again.
pub(crate) fn going_out(bytes: &[u8]) {
    let Some(document) = load(&mut Diagnostics::default(), bytes) else {
        return;
    };
    let spec = read(&mut Diagnostics::default(), &document);
    let description = openapi::export(&mut Diagnostics::default(), &spec);
    let again = read(&mut Diagnostics::default(), &Document::from(&description));
    assert!(again.components.schemas.len() >= spec.components.schemas.len());
}

/// A path template holds each character of its path, and its operation each of its parameters.
pub(crate) fn template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let template = PathTemplate::parse(&text);
    let spelled = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Parameter(name) => format!("{{{name}}}"),
    };
    let segments = template.segments.iter();
    let segments: Vec<String> = segments
        .map(|parts| parts.iter().map(spelled).collect())
        .collect();
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix('/').unwrap_or(path);
    assert_eq!(segments.join("/"), path, "nothing of a path is lost");

    let operation = json!({ "get": { "responses": { "200": { "description": "" } } } });
    let info = json!({ "title": "", "version": "" });
    let document = json!({ "openapi": "3.1.0", "info": info, "paths": { &*text: operation } });
    let document = load(&mut Diagnostics::default(), document.to_string().as_bytes());
    let spec = read(&mut Diagnostics::default(), &document.expect("it is JSON"));
    for operation in &spec.operations {
        let mut names = operation.path.parameters().into_iter();
        let declared = |name: &str| operation.parameters.iter().any(|one| one.name == name);
        assert!(
            names.all(declared),
            "every parameter of a path is one of its operation"
        );
    }
}
