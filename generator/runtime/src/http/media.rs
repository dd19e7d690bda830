//! Media types and ranges of them (RFC 9110 §8.3.1 and §12.5.1).

use std::str::FromStr;

/// A media type or range, such as `application/json; charset=utf-8`, `application/*` or `*/*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

/// The text is no media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMediaType;

impl MediaType {
    /// Whether this is `application/json` or any type with the suffix `+json` (RFC 6839 §3.1).
    pub fn is_json(&self) -> bool {
        (self.kind == "application" && self.subtype == "json") || self.subtype.ends_with("+json")
    }

    /// Whether this is `application/xml`, `text/xml` or any type with the suffix `+xml` (RFC 7303 §4.1 and §8).
    pub fn is_xml(&self) -> bool {
        let named = matches!(self.kind.as_str(), "application" | "text") && self.subtype == "xml";
        named || self.subtype.ends_with("+xml")
    }

    /// Whether this is `application/x-www-form-urlencoded`.
    pub fn is_form(&self) -> bool {
        self.kind == "application" && self.subtype == "x-www-form-urlencoded"
    }

    /// Whether the text behind it is UTF-8: no `charset` is named, or one that is part of it.
    pub fn is_utf8(&self) -> bool {
        self.parameter("charset").is_none_or(|charset| {
            ["utf-8", "utf8", "us-ascii"].contains(&charset.to_ascii_lowercase().as_str())
        })
    }

    /// The value of a parameter, by its lower-case name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether `self`, read as a range, covers `other`. Parameters play no part.
    pub fn covers(&self, other: &Self) -> bool {
        (self.kind == "*" || self.kind == other.kind)
            && (self.subtype == "*" || self.subtype == other.subtype)
    }

    /// How closely a range names a type: `*/*`, `a/*`, `a/b`.
    fn closeness(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }

    /// The weight of a range in `Accept`, in thousandths (RFC 9110 §12.4.2).
    fn weight(&self) -> u16 {
        let Some(text) = self.parameter("q") else {
            return 1000;
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = || fraction.bytes().chain(*b"000").take(3);
        match whole {
            "0" if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'))
            }
            _ => 1000,
        }
    }
}

impl FromStr for MediaType {
    type Err = NotAMediaType;

    fn from_str(text: &str) -> Result<Self, NotAMediaType> {
        let mut pieces = split_outside_quotes(text, ';');
        let (kind, subtype) = pieces
            .next()
            .and_then(|name| name.split_once('/'))
            .ok_or(NotAMediaType)?;
        let (kind, subtype) = (kind.trim(), subtype.trim());
        if !is_token(kind) || !is_token(subtype) {
            return Err(NotAMediaType);
        }
        let parameters = pieces
            .filter_map(|piece| piece.split_once('='))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), unquote(value.trim())))
            .collect();
        Ok(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            parameters,
        })
    }
}

/// Whether a caller that sends this `Accept` header takes one of the media types `offered`.
///
/// The closest range decides for each type, so `text/csv;q=0, */*` refuses CSV alone. Without a header, without an
/// offer, and where the header names nothing readable,
/// everything is accepted.
pub fn acceptable(accept: &str, offered: &[&str]) -> bool {
    let ranges: Vec<MediaType> = split_outside_quotes(accept, ',')
        .filter_map(|range| range.parse().ok())
        .collect();
    if ranges.is_empty() || offered.is_empty() {
        return true;
    }
    offered
        .iter()
        .filter_map(|offer| offer.parse::<MediaType>().ok())
        .any(|offer| {
            // A type offered as a range (`application/*`) is met by whatever falls into it.
            let fitting = ranges
                .iter()
                .filter(|range| range.covers(&offer) || offer.covers(range));
            fitting
                .max_by_key(|range| range.closeness())
                .is_some_and(|range| range.weight() > 0)
        })
}

fn split_outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(move |character| {
        let separates = !quoted && character == separator;
        if escaped {
            escaped = false;
        } else if quoted && character == '\\' {
            escaped = true;
        } else if character == '"' {
            quoted = !quoted;
        }
        separates
    })
}

fn unquote(value: &str) -> String {
    match value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

/// RFC 9110 §5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
