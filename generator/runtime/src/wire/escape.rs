//! How one text is spelled within a place so that no character of it is taken for a delimiter.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::error::{Reason, said};

/// The rules for the texts of one place.
pub(super) struct Escape {
    /// The characters that are percent-encoded; `None` writes the text as it is.
    encoded: Option<&'static AsciiSet>,
    /// Characters that the spelling cannot tell from its delimiters.
    refused: &'static [char],
    reading: Reading,
}

enum Reading {
    /// Percent-decoded.
    Percent,
    /// Percent-decoded, and `+` is a space, as HTML forms write it.
    Form,
    /// As it is, without the blanks around it (RFC 9110, section 5.5).
    Header,
    /// As it is.
    Plain,
}

/// All but the unreserved characters of RFC 3986, section 2.3.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
const DOTTED: &AsciiSet = &UNRESERVED.add(b'.');
/// `allowReserved`, without what would end the value or the query.
const RESERVED: &AsciiSet = &RESERVED_ITEM.remove(b',');
const RESERVED_ITEM: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=');

pub(super) const PATH: Escape = Escape {
    encoded: Some(UNRESERVED),
    refused: &[],
    reading: Reading::Percent,
};
/// Between dots, where a dot of the text must not look like one of them.
pub(super) const DOTS: Escape = Escape {
    encoded: Some(DOTTED),
    ..PATH
};
pub(super) const COOKIE: Escape = PATH;
pub(super) const QUERY: Escape = Escape {
    encoded: Some(UNRESERVED),
    refused: &[],
    reading: Reading::Form,
};
pub(super) const QUERY_RESERVED: Escape = Escape {
    encoded: Some(RESERVED),
    ..QUERY
};
pub(super) const QUERY_RESERVED_ITEM: Escape = Escape {
    encoded: Some(RESERVED_ITEM),
    ..QUERY
};
pub(super) const SPACES: Escape = Escape {
    refused: &[' '],
    ..QUERY
};
pub(super) const PIPES: Escape = Escape {
    refused: &['|'],
    ..QUERY
};
/// Header fields are not percent-encoded (`OpenAPI` 3.1.1, appendix D).
pub(super) const HEADER: Escape = Escape {
    encoded: None,
    refused: &[],
    reading: Reading::Header,
};
pub(super) const HEADER_ITEM: Escape = Escape {
    refused: &[','],
    ..HEADER
};
pub(super) const PLAIN: Escape = Escape {
    encoded: None,
    refused: &[],
    reading: Reading::Plain,
};

impl Escape {
    pub(super) fn write(&self, text: &str) -> Result<String, Reason> {
        if text.contains(self.refused) {
            return Err(said("an item holds the character that separates the items"));
        }
        match self.encoded {
            Some(set) => Ok(utf8_percent_encode(text, set).to_string()),
            None if is_field_value(text) => Ok(text.to_owned()),
            None => Err(said(
                "a header field holds visible ASCII characters, with blanks only between them",
            )),
        }
    }

    /// A property's name in a `name=value` of its own.
    pub(super) fn write_key(&self, key: &str) -> Result<String, Reason> {
        if self.encoded.is_none() && key.contains('=') {
            return Err(said("a property's name holds `=`"));
        }
        self.write(key)
    }

    pub(super) fn read(&self, raw: &str) -> Result<String, Reason> {
        match self.reading {
            Reading::Form if raw.contains('+') => decode(&raw.replace('+', " ")),
            Reading::Percent | Reading::Form => decode(raw),
            Reading::Header => Ok(raw.trim_matches([' ', '\t']).to_owned()),
            Reading::Plain => Ok(raw.to_owned()),
        }
    }
}

fn decode(raw: &str) -> Result<String, Reason> {
    match percent_decode_str(raw).decode_utf8() {
        Ok(text) => Ok(Cow::into_owned(text)),
        Err(_) => Err(said("must be UTF-8 when percent-decoded")),
    }
}

fn is_field_value(text: &str) -> bool {
    let blank = [' ', '\t'];
    text.chars()
        .all(|c| c.is_ascii_graphic() || blank.contains(&c))
        && !text.starts_with(blank)
        && !text.ends_with(blank)
}
