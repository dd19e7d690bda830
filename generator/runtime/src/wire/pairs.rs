//! The `name=value` pairs of a query or of a `Cookie` header field.

use percent_encoding::percent_decode_str;

use super::error::{Reason, said};

/// Names decoded, values as they came.
pub(super) struct Pairs<'a>(Vec<(String, &'a str)>);

impl<'a> Pairs<'a> {
    pub(super) fn of_query(raw: &'a str) -> Self {
        Self(
            raw.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| split(pair, |name| name.replace('+', " ")))
                .collect(),
        )
    }

    /// A value may stand in quotes (RFC 6265, section 4.1.1).
    pub(super) fn of_cookie(raw: &'a str) -> Self {
        let pairs = raw
            .split(';')
            .map(str::trim)
            .filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| split(pair, str::to_owned))
                .map(|(name, value)| (name, unquoted(value)))
                .collect(),
        )
    }

    /// The values of a name, in order.
    pub(super) fn of(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| *value)
    }

    /// The value of a name that may stand once only: which of several counts would be anyone's guess.
    pub(super) fn one(&self, name: &str) -> Result<Option<&'a str>, Reason> {
        let mut values = self.of(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(said("is given more than once")),
            (value, None) => Ok(value),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

fn split(pair: &str, name_text: impl Fn(&str) -> String) -> (String, &str) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (
        percent_decode_str(&name_text(name))
            .decode_utf8_lossy()
            .into_owned(),
        value,
    )
}

fn unquoted(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value)
}
