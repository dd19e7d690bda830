use std::fmt;
use std::path::{Component, Path, PathBuf};

use fluent_uri::UriRef;
use fluent_uri::resolve::Resolver;

/// An absolute URI without a fragment (RFC 3986 section 4.3), normalised: what tells files and schema resources apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Uri(fluent_uri::Uri<String>);

/// Why a reference names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UriError {
    /// No URI reference (RFC 3986 section 4.1).
    Malformed,
    /// More `..` than there are folders.
    AboveRoot,
    /// A relative reference where the base has no path to be relative to, as in `urn:…`.
    NoBase,
}

impl fmt::Display for UriError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it is no URI",
            Self::AboveRoot => "it has more `..` than there are folders",
            Self::NoBase => "the base that it is relative to has no path",
        })
    }
}

impl std::error::Error for UriError {}

impl Uri {
    /// Reads an absolute URI; a fragment is cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.split('#').next().unwrap_or_default();
        let uri = fluent_uri::Uri::parse(text.to_owned()).ok()?;
        Some(Self(uri.normalize()))
    }

    /// The address of a text that came without one: it serves relative references between texts of such names.
    pub fn of_name(name: &str) -> Self {
        let path: Vec<String> = name.split('/').map(escape_segment).collect();
        Self::parse(&format!("document:///{}", path.join("/"))).unwrap_or_else(|| {
            unreachable!("segments that hold letters and escapes alone make a path")
        })
    }

    /// The `file:` URI of an absolute path; none where the path is relative or no Unicode.
    pub fn of_path(path: &Path) -> Option<Self> {
        let mut text = String::from("file://");
        for part in path.components() {
            match part {
                Component::RootDir | Component::CurDir => {}
                Component::Prefix(prefix) => {
                    text.push('/');
                    text.push_str(prefix.as_os_str().to_str()?);
                }
                Component::ParentDir => text.push_str("/.."),
                Component::Normal(name) => {
                    text.push('/');
                    text.push_str(&escape_segment(name.to_str()?));
                }
            }
        }
        path.is_absolute().then(|| Self::parse(&text)).flatten()
    }

    /// The path of a `file:` URI; none where it names another host, or what no file can be called.
    pub fn to_path(&self) -> Option<PathBuf> {
        let host = self
            .0
            .authority()
            .map_or("", |authority| authority.as_str());
        if self.scheme() != "file" || !matches!(host, "" | "localhost") {
            return None;
        }
        let mut path = PathBuf::from("/");
        for segment in self.0.path().as_str().split('/') {
            let name = decode(segment)?;
            let unusable = ['/', '\0', '\\'];
            if name.contains(unusable) || name == ".." {
                return None;
            }
            if cfg!(windows) && name.ends_with(':') {
                path = PathBuf::from(format!("{name}\\"));
            } else if !name.is_empty() {
                path.push(name);
            }
        }
        Some(path)
    }

    /// `file`, `https`, `urn`; in lower case.
    pub fn scheme(&self) -> &str {
        self.0.scheme().as_str()
    }

    /// Scheme, host and port, as in `https://example.com:8443`; none where there is no host.
    pub fn origin(&self) -> Option<String> {
        let authority = self.0.authority()?;
        let host = authority.host().to_ascii_lowercase();
        let default = match self.scheme() {
            "http" => "80",
            "https" => "443",
            _ => "",
        };
        let port = authority.port().map_or("", |port| port.as_str());
        let port = if port == default { "" } else { port };
        let colon = if port.is_empty() { "" } else { ":" };
        Some(format!("{}://{host}{colon}{port}", self.scheme()))
    }

    /// The last segment of its path, decoded.
    pub fn file_name(&self) -> Option<String> {
        let segment = self.0.path().as_str().rsplit('/').next()?;
        decode(segment).filter(|name| !name.is_empty())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As a reference that means this where `base` is the base: the way from folder to folder, or all of it where they share no host.
    pub fn relative_to(&self, base: &Self) -> String {
        let host = |uri: &Self| uri.0.authority().map(|host| host.as_str().to_owned());
        let is_near = self.scheme() == base.scheme() && host(self) == host(base);
        if !is_near || self.0.query().is_some() || !self.0.path().as_str().starts_with('/') {
            return self.as_str().to_owned();
        }
        let folders = |uri: &Self| -> Vec<String> {
            uri.0
                .path()
                .as_str()
                .split('/')
                .map(str::to_owned)
                .collect()
        };
        let (own, from) = (folders(self), folders(base));
        // The last segment of the base is its file.
        let shared = own[..own.len() - 1]
            .iter()
            .zip(&from[..from.len() - 1])
            .take_while(|(a, b)| a == b)
            .count();
        let up = vec![".."; from.len() - 1 - shared];
        let down = own[shared..].iter().map(String::as_str);
        let text = up.into_iter().chain(down).collect::<Vec<_>>().join("/");
        // A first segment with a colon would be a scheme (RFC 3986 section 4.2).
        let first = text.split('/').next().unwrap_or_default();
        if first.is_empty() || first.contains(':') {
            format!("./{text}")
        } else {
            text
        }
    }

    /// What a reference means where this is the base (RFC 3986 section 5), and its fragment as it is written. Characters
    /// that no URI may hold are escaped first: people write spaces and letters of any alphabet.
    pub fn resolve<'r>(&self, reference: &'r str) -> Result<(Self, &'r str), UriError> {
        let (target, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if target.is_empty() {
            return Ok((self.clone(), fragment));
        }
        let text = escape(target);
        let reference = UriRef::parse(text.as_str()).map_err(|_| UriError::Malformed)?;
        let resolver = Resolver::with_base(self.0.borrow()).allow_path_underflow(false);
        let target = resolver.resolve(&reference).map_err(|error| match error {
            fluent_uri::resolve::ResolveError::PathUnderflow => UriError::AboveRoot,
            fluent_uri::resolve::ResolveError::BaseWithFragment
            | fluent_uri::resolve::ResolveError::InvalidReferenceAgainstOpaqueBase => {
                UriError::NoBase
            }
        })?;
        Ok((Self(target.normalize()), fragment))
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with an address that requests are to go under; nothing where it is relative to an address that somebody knows.
pub fn server_fault(text: &str) -> Option<&'static str> {
    let Ok(address) = UriRef::parse(text) else {
        return Some("is no URL (RFC 3986)");
    };
    let scheme = address
        .scheme()
        .map(|scheme| scheme.as_str().to_ascii_lowercase());
    let authority = address.authority();
    match scheme.as_deref() {
        Some("http" | "https" | "ws" | "wss") if authority.is_none() => Some("has no host"),
        None | Some("http" | "https" | "ws" | "wss") => match authority {
            Some(authority) if authority.userinfo().is_some() => {
                Some("holds credentials, which do not belong into a document")
            }
            Some(authority) if authority.host().is_empty() => Some("has no host"),
            Some(_) | None => None,
        },
        Some(_) => Some("is no address of HTTP"),
    }
}

/// Undoes percent-encoding (RFC 3986 section 2.1); none where it is broken or no UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            hex(rest.next()?)? * 16 + hex(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

fn escape_segment(name: &str) -> String {
    escaped(name, |byte| {
        byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
    })
}

/// Escapes what a URI reference cannot hold; what is escaped already stays.
fn escape(reference: &str) -> String {
    // Brackets stand in hosts only (RFC 3986 section 3.2.2).
    let in_host = reference.contains("://[");
    escaped(reference, |byte| {
        byte.is_ascii_alphanumeric()
            || b"-._~:/?@!$&'()*+,;=%".contains(&byte)
            || (in_host && b"[]".contains(&byte))
    })
}

fn escaped(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(
                [byte >> 4, byte & 15]
                    .map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Uri, UriError, decode};

    #[test]
    fn references_resolve_as_the_standard_has_them() {
        let base = Uri::parse("file:///a/b/c.yaml#/x").unwrap();
        for (reference, expected) in [
            ("#/d", Ok(("file:///a/b/c.yaml", "/d"))),
            ("d.yaml", Ok(("file:///a/b/d.yaml", ""))),
            ("./d.yaml#/X", Ok(("file:///a/b/d.yaml", "/X"))),
            ("../d.yaml", Ok(("file:///a/d.yaml", ""))),
            ("e/../d.yaml", Ok(("file:///a/b/d.yaml", ""))),
            ("%2e%2e/%64.yaml", Ok(("file:///a/d.yaml", ""))),
            ("ä b.yaml", Ok(("file:///a/b/%C3%A4%20b.yaml", ""))),
            ("a[0].yaml", Ok(("file:///a/b/a%5B0%5D.yaml", ""))),
            ("/d.yaml", Ok(("file:///d.yaml", ""))),
            ("HTTP://EXAMPLE.com/x", Ok(("http://example.com/x", ""))),
            ("urn:x:y#z", Ok(("urn:x:y", "z"))),
            ("../../../d.yaml", Err(UriError::AboveRoot)),
            ("a:b:c", Ok(("a:b:c", ""))),
            ("1:b", Err(UriError::Malformed)),
        ] {
            let resolved = base.resolve(reference);
            let resolved = resolved.as_ref().map(|(uri, rest)| (uri.as_str(), *rest));
            assert_eq!(
                resolved,
                expected.as_ref().map(|(uri, rest)| (*uri, *rest)),
                "{reference}"
            );
        }
        let urn = Uri::parse("urn:x").unwrap();
        assert_eq!(urn.resolve("a.yaml"), Err(UriError::NoBase));
    }

    #[test]
    fn relative_references_lead_back() {
        let base = Uri::parse("file:///a/b/c.yaml").unwrap();
        for (text, relative) in [
            ("file:///a/b/d.yaml", "d.yaml"),
            ("file:///a/b/e/d.yaml", "e/d.yaml"),
            ("file:///a/d.yaml", "../d.yaml"),
            ("file:///d/d.yaml", "../../d/d.yaml"),
            ("file:///a/b/x:y", "./x:y"),
            ("https://a.b/c", "https://a.b/c"),
            ("urn:x:y", "urn:x:y"),
        ] {
            let uri = Uri::parse(text).unwrap();
            assert_eq!(uri.relative_to(&base), relative);
            assert_eq!(base.resolve(relative), Ok((uri, "")), "{relative}");
        }
    }

    #[test]
    fn paths_come_back_and_tricks_do_not() {
        let path = Path::new("/a b/ü#%.yaml");
        let uri = Uri::of_path(path).unwrap();
        assert_eq!(uri.as_str(), "file:///a%20b/%C3%BC%23%25.yaml");
        assert_eq!(uri.to_path(), Some(PathBuf::from(path)));
        for refused in [
            "file://host/a",
            "http://a/b",
            "file:///a/..%2Fb",
            "file:///a%00",
        ] {
            assert_eq!(Uri::parse(refused).unwrap().to_path(), None, "{refused}");
        }
    }

    #[test]
    fn origins_leave_out_the_usual_port() {
        let origin = |text: &str| Uri::parse(text).unwrap().origin();
        assert_eq!(origin("https://A.b:443/x").as_deref(), Some("https://a.b"));
        assert_eq!(origin("http://[::1]:80/").as_deref(), Some("http://[::1]"));
        assert_eq!(origin("https://u@a:8/").as_deref(), Some("https://a:8"));
        assert_eq!(origin("urn:x"), None);
    }

    #[test]
    fn percent_escapes_decode_once() {
        for (text, decoded) in [
            ("/a~1b", Some("/a~1b")),
            ("/p%25q", Some("/p%q")),
            ("/%7Bid%7d", Some("/{id}")),
            ("/%zz", None),
            ("/%f", None),
            ("/%ff%fe", None),
        ] {
            assert_eq!(decode(text).as_deref(), decoded, "{text}");
        }
    }
}
