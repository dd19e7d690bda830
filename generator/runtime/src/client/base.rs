//! The address that every request goes under.

use std::fmt;

use http::Uri;

use super::BuildError;

/// An `http` or `https` address with a host and perhaps a path, and nothing else: no user, no query.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without the last slash, so that a template follows directly.
    text: String,
}

impl BaseUrl {
    /// Reads an absolute address.
    ///
    /// # Errors
    ///
    /// [`BuildError::BaseUrl`] where it is no such address.
    pub fn parse(url: &str) -> Result<Self, BuildError> {
        let refuse = |reason| Err(BuildError::BaseUrl { reason });
        let Ok(uri) = url.parse::<Uri>() else {
            return refuse("it is not a URL");
        };
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return refuse("it does not begin with http:// or https://");
        }
        let Some(authority) = uri.authority() else {
            return refuse("it has no host");
        };
        if authority.as_str().contains('@') {
            return refuse("it holds a user name; credentials have setters of their own");
        }
        let host = authority.host();
        if host.is_empty() || host.starts_with('.') || host.contains("..") {
            return refuse("its host has an empty part");
        }
        if url.contains(['?', '#']) {
            return refuse("it has a query or a fragment");
        }
        if uri.path().split('/').any(is_dots) {
            return refuse("its path holds `.` or `..`");
        }
        Ok(Self {
            text: url.trim_end_matches('/').to_owned(),
        })
    }

    /// Fills the variables of a server's template (`OpenAPI`: Server Object).
    ///
    /// # Errors
    ///
    /// [`BuildError::ServerVariable`] where a value would be more than a part of a host or of a path segment,
    /// [`BuildError::BaseUrl`] where the result is no address.
    pub fn from_template(
        template: &str,
        variables: &[(&'static str, &str)],
    ) -> Result<Self, BuildError> {
        let mut url = template.to_owned();
        for (name, value) in variables {
            let unsafe_character =
                |c: char| "/\\?#@:%{}[]".contains(c) || c.is_whitespace() || c.is_control();
            if value.contains(unsafe_character) || is_dots(value) {
                return Err(BuildError::ServerVariable { name });
            }
            url = url.replace(&format!("{{{name}}}"), value);
        }
        Self::parse(&url)
    }

    /// The address that a reference stands for beside this one (RFC 3986, section 5.2; `OpenAPI` 3.1.1, section 4.6).
    ///
    /// # Errors
    ///
    /// [`BuildError::BaseUrl`] where that is no address.
    pub fn join(&self, reference: &str) -> Result<Self, BuildError> {
        if reference.contains("://") {
            return Self::parse(reference);
        }
        let (scheme, rest) = self.text.split_once("://").unwrap_or_default();
        if let Some(authority) = reference.strip_prefix("//") {
            return Self::parse(&format!("{scheme}://{authority}"));
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let mut segments: Vec<&str> = path.split('/').collect();
        segments.pop();
        if reference.starts_with('/') {
            segments.clear();
        }
        for segment in reference.trim_matches('/').split('/') {
            match segment {
                "." => {}
                ".." => drop(segments.pop()),
                segment => segments.push(segment),
            }
        }
        Self::parse(&format!("{scheme}://{authority}/{}", segments.join("/")))
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Whether a path segment would be resolved against the ones before it (RFC 3986 §5.2.4), however it is spelled.
pub(super) fn is_dots(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
