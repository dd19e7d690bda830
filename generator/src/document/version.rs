use super::{Document, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Stop, similar};

/// The versions of the standard that are read, by what differs between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// 3.0.x: its own schema dialect.
    V3_0,
    /// 3.1.x: JSON Schema 2020-12.
    V3_1,
    /// 3.2.x.
    V3_2,
}

/// What to write, for every kind of mistake with it.
const HELP: &str = "3.0.x, 3.1.x and 3.2.x are read, as in `openapi: 3.1.0`, and `swagger: '2.0'`";

impl Document {
    /// The version that the document says it is in. Patch numbers make no difference, as the standard has it.
    pub fn version(&self, diagnostics: &mut Diagnostics) -> Result<Version, Stop> {
        let root = self.root();
        let version = match (root.get("openapi"), root.get("swagger")) {
            (Some(openapi), Some(swagger)) => Err(both(&openapi, &swagger)),
            (Some(openapi), None) => of_openapi(&openapi),
            (None, Some(swagger)) => of_swagger(diagnostics, &swagger),
            (None, None) => Err(missing(&root)),
        };
        version.map_err(|diagnostic| {
            diagnostics.push(diagnostic);
            Stop
        })
    }

    /// The version that a document is read in whose own is an error, so that the error hides nothing else; none where what it says
    /// is not OpenAPI 3.
    pub(super) fn assumed_version(&self) -> Option<Version> {
        let root = self.root();
        let said = match (root.get("openapi"), root.get("swagger")) {
            (Some(openapi), _) => openapi.to_json().to_string(),
            (None, None) if root.get("paths").is_some() => return Some(Version::V3_1),
            (None, Some(_) | None) => return None,
        };
        let said = said.trim_matches('"');
        let versions = [
            ("3.0", Version::V3_0),
            ("3.1", Version::V3_1),
            ("3.2", Version::V3_2),
        ];
        let found = versions.iter().find(|(start, _)| said.starts_with(start));
        found.map(|(_, version)| *version)
    }
}

pub(super) fn of_openapi(value: &Node<'_>) -> Result<Version, Diagnostic> {
    let Some(text) = value.as_str() else {
        let written = match value.as_number() {
            Some(_) => "a number: quotes or a third part are missing".to_owned(),
            None => value.kind_name().to_owned(),
        };
        let message = format!("`openapi` must be a string, found {written}");
        return Err(
            Diagnostic::new(Code::UNSUPPORTED_VERSION, value.at().clone(), message).help(HELP),
        );
    };
    let mut parts = text.split('.');
    let number = |part: Option<&str>| part.filter(|part| is_number(part)).map(str::to_owned);
    let (major, minor, patch) = (
        number(parts.next()),
        number(parts.next()),
        number(parts.next()),
    );
    if patch.is_some() && parts.next().is_none() {
        match (major.as_deref(), minor.as_deref()) {
            (Some("3"), Some("0")) => return Ok(Version::V3_0),
            (Some("3"), Some("1")) => return Ok(Version::V3_1),
            (Some("3"), Some("2")) => return Ok(Version::V3_2),
            _ => {}
        }
    }
    let message = format!("version `{text}` of OpenAPI is not read");
    Err(Diagnostic::new(Code::UNSUPPORTED_VERSION, value.at().clone(), message).help(HELP))
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// 2.0, also where its quotes are missing: a number of YAML then.
fn of_swagger(diagnostics: &mut Diagnostics, value: &Node<'_>) -> Result<Version, Diagnostic> {
    let at = value.at().clone();
    if value.as_str() == Some("2.0") {
        return Ok(Version::V2_0);
    }
    let written = match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.to_json().to_string(),
    };
    if matches!(written.as_str(), "2" | "2.0" | "2.0.0") {
        let words = format!("`swagger` must be the string `2.0`, found `{written}`");
        let help = "write `swagger: '2.0'`";
        diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, at, words).help(help));
        return Ok(Version::V2_0);
    }
    let message = format!("version `{written}` of Swagger is not read");
    Err(Diagnostic::new(Code::UNSUPPORTED_VERSION, at, message).help(HELP))
}

fn both(openapi: &Node<'_>, swagger: &Node<'_>) -> Diagnostic {
    let message = "`swagger` and `openapi` stand in one document";
    Diagnostic::new(Code::CONFLICTING_VERSIONS, swagger.at().clone(), message)
        .on_key()
        .label(openapi.at().clone(), "and here it is said to be OpenAPI 3")
        .help("remove the one that the document is not written in")
}

fn missing(root: &Node<'_>) -> Diagnostic {
    let message = "the document does not say which version of OpenAPI it is in";
    let misspelt = root
        .members()
        .find_map(|(key, _)| Some((key, similar(key, ["openapi", "swagger"])?)));
    match misspelt {
        Some((key, meant)) => Diagnostic::new(Code::MISSING_VERSION, root.at().key(key), message)
            .on_key()
            .help(format!("did you mean `{meant}`?")),
        None => Diagnostic::new(Code::MISSING_VERSION, root.at().clone(), message).help(HELP),
    }
}

#[cfg(test)]
mod tests {
    use super::Version;
    use crate::diagnostics::{Code, Diagnostics};
    use crate::document::Document;

    fn version(text: &str) -> Result<Version, (Code, String)> {
        let mut diagnostics = Diagnostics::default();
        let document = Document::load(&mut diagnostics, "a.yaml", text.as_bytes()).expect(text);
        document.version(&mut diagnostics).map_err(|_| {
            let found = diagnostics.into_vec().remove(0);
            (found.code, found.at.pointer().to_string())
        })
    }

    #[test]
    fn versions_and_their_mistakes() {
        assert_eq!(version("openapi: 3.0.4"), Ok(Version::V3_0));
        assert_eq!(version("openapi: 3.1.0"), Ok(Version::V3_1));
        assert_eq!(version("openapi: '3.2.17'"), Ok(Version::V3_2));
        for wrong in [
            "4.0.0",
            "3.1",
            "'3.1'",
            "3",
            "3.3.0",
            "3.1.0-rc1",
            "''",
            "[]",
            "3.1.0.0",
        ] {
            let found = version(&format!("openapi: {wrong}"));
            assert_eq!(
                found,
                Err((Code::UNSUPPORTED_VERSION, "/openapi".to_owned())),
                "{wrong}"
            );
        }
        assert_eq!(version("a: 1"), Err((Code::MISSING_VERSION, String::new())));
        for right in ["'2.0'", "2.0", "2"] {
            assert_eq!(version(&format!("swagger: {right}")), Ok(Version::V2_0));
        }
        assert_eq!(
            version("swagger: '1.2'"),
            Err((Code::UNSUPPORTED_VERSION, "/swagger".to_owned()))
        );
        let both = version("swagger: '2.0'\nopenapi: 3.0.0");
        assert_eq!(
            both,
            Err((Code::CONFLICTING_VERSIONS, "/swagger".to_owned()))
        );
    }
}
