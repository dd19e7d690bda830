//! What other files say of themselves that the one file cannot say of a part.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::index::Index;
use crate::document::{Document, Node, Version};

/// The latest version that a file of the document says it is in.
pub(super) fn latest(
    diagnostics: &mut Diagnostics,
    document: &Document,
    version: Version,
) -> Version {
    let mut latest = version;
    for file in &document.externals.files {
        let Some(newer) = file.version().filter(|newer| *newer > latest) else {
            continue;
        };
        if version > Version::V2_0 {
            latest = newer;
            let words = "this file is in a later version than the document that refers to it: as one they are in the later";
            let at = file.root().at().key("openapi");
            let mut finding = Diagnostic::new(Code::OTHER_VERSION, at, words);
            finding.severity = Severity::Note;
            diagnostics.push(finding);
        }
    }
    latest
}

/// The dialect of OpenAPI's own schemas, where nobody says another.
const OWN_DIALECT: &str = "https://spec.openapis.org/oas/3.1/dialect/base";

/// Tells of files whose schemas are in another dialect than the entry's: a document has one `jsonSchemaDialect`.
pub(super) fn other_dialects(diagnostics: &mut Diagnostics, document: &Document) {
    let of = |root: &Node<'_>| {
        let stated = root.get("jsonSchemaDialect");
        let stated = stated.as_ref().and_then(Node::as_str);
        stated.unwrap_or(OWN_DIALECT).to_owned()
    };
    let own = of(&document.root());
    for file in &document.externals.files {
        let root = file.root();
        let Some(version) = root.get("openapi") else {
            continue;
        };
        let other = of(&root);
        if other == own {
            continue;
        }
        let at = root.get("jsonSchemaDialect").unwrap_or(version);
        let words = format!(
            "the schemas of this file are in `{other}`, and those of the document in `{own}`: as one they are all in the document's"
        );
        diagnostics.push(
            Diagnostic::new(Code::IGNORED_KEYWORD, at.at().clone(), words)
                .on_key()
                .help("write both in one dialect, or keep them in files of their own"),
        );
    }
}

/// Tells of servers whose URL is relative to the file that names them, and would be relative to the one file (OpenAPI 3.1 section
/// 4.8.5).
pub(super) fn other_bases(
    diagnostics: &mut Diagnostics,
    index: &Index<'_>,
    entry: &Node<'_>,
    servers: &[Node<'_>],
) {
    let entry = index.uri_of(entry);
    for server in servers {
        let Some(url) = server.get("url") else {
            continue;
        };
        let text = url.as_str().unwrap_or_default().trim();
        if text.contains("://") || text.starts_with('{') {
            continue;
        }
        let probe = if text.starts_with('/') { "/" } else { "." };
        let own = index.uri_of(server).resolve(probe);
        let entry = entry.resolve(probe);
        if own.map(|(uri, _)| uri) == entry.map(|(uri, _)| uri) {
            continue;
        }
        let words = format!(
            "`{text}` is relative to this file: in one file with the document it means another address"
        );
        diagnostics.push(
            Diagnostic::new(Code::REFERENCE_BY_ANOTHER_BASE, url.at().clone(), words)
                .help("write the whole URL: `https://api.example.com/…`"),
        );
    }
}
