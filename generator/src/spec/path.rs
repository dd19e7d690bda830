use std::fmt;

/// A path template (OpenAPI 3.2 section 4.8): segments between `/`, each a row of fixed text and parameters.
///
/// `/pets/{id}.{format}` is `[[pets], [{id}, ., {format}]]`; a trailing slash is a last, empty segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// As the document spells it.
    pub text: String,
    /// Between the slashes.
    pub segments: Vec<Vec<Part>>,
}

/// A piece of a path segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Fixed text, as it stands in the document (not decoded).
    Literal(String),
    /// A parameter's name.
    Parameter(String),
}

impl PathTemplate {
    /// Splits a template. Braces that do not pair are fixed text.
    pub fn parse(text: &str) -> Self {
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let inner = path.strip_prefix('/').unwrap_or(path);
        let segments = if inner.is_empty() {
            Vec::new()
        } else {
            inner.split('/').map(parts).collect()
        };
        Self {
            text: text.to_owned(),
            segments,
        }
    }

    /// The parameters' names, in order of their first use.
    pub fn parameters(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for part in self.segments.iter().flatten() {
            if let Part::Parameter(name) = part
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        }
        names
    }
}

fn parts(segment: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some((before, name, after)) = braces(rest) {
        if !before.is_empty() {
            parts.push(Part::Literal(before.to_owned()));
        }
        parts.push(Part::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    parts
}

/// The text before the first `{name}`, the name, the text behind it.
fn braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    (!name.is_empty()).then_some((before, name, after))
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, PathTemplate};

    #[test]
    fn segments_hold_literals_and_parameters() {
        let literal = |text: &str| Part::Literal(text.to_owned());
        let parameter = |name: &str| Part::Parameter(name.to_owned());
        for (text, segments) in [
            ("/", vec![]),
            ("/a/{b}", vec![vec![literal("a")], vec![parameter("b")]]),
            ("/{a}{b}", vec![vec![parameter("a"), parameter("b")]]),
            ("/{id}:act", vec![vec![parameter("id"), literal(":act")]]),
            ("/a/", vec![vec![literal("a")], vec![]]),
            ("/a?x={y}", vec![vec![literal("a")]]),
            ("/{open", vec![vec![literal("{open")]]),
        ] {
            assert_eq!(PathTemplate::parse(text).segments, segments, "{text}");
        }
    }
}
