//! Bytes as text: `format: byte`, base64 of RFC 4648, section 4, and `base64url`, section 5.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::Text;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 text. It is kept as it was read, whatever it is, and looked into by [`Base64::decode`]. Compared by its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base64(String);

/// Base64 text in the alphabet that URLs and file names leave alone. It is kept as it was read, whatever it is.
/// Compared by its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base64Url(String);

/// The text is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidBase64(());

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not base64")
    }
}

impl std::error::Error for InvalidBase64 {}

impl Base64 {
    /// Writes bytes as base64 with padding.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(encode(bytes, ALPHABET))
    }

    /// The bytes. Line breaks are skipped and padding may be missing, as in what mail programs and others write.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidBase64> {
        decode(&self.0, ALPHABET)
    }
}

impl Base64Url {
    /// Writes bytes as base64url without padding.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let text = encode(bytes, URL_ALPHABET);
        Self(text.trim_end_matches('=').to_owned())
    }

    /// The bytes, whether the text has padding or not.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidBase64> {
        decode(&self.0, URL_ALPHABET)
    }
}

fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let groups = bytes.chunks(3);
    groups
        .flat_map(|group| encode_group(group, alphabet))
        .collect()
}

fn encode_group(group: &[u8], alphabet: &[u8; 64]) -> [char; 4] {
    let bits = group
        .iter()
        .fold(0, |bits, byte| bits << 8 | u32::from(*byte))
        << (8 * (3 - group.len()));
    std::array::from_fn(|i| {
        if i > group.len() {
            '='
        } else {
            char::from(alphabet[(bits >> (18 - 6 * i) & 63) as usize])
        }
    })
}

fn decode(text: &str, alphabet: &[u8; 64]) -> Result<Vec<u8>, InvalidBase64> {
    let characters = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    let text: Vec<u8> = characters.collect();
    let unpadded = text
        .strip_suffix(b"==")
        .or_else(|| text.strip_suffix(b"="))
        .unwrap_or(&text);
    if unpadded.len() != text.len() && text.len() % 4 != 0 {
        return Err(InvalidBase64(()));
    }
    let mut bytes = Vec::with_capacity(unpadded.len() / 4 * 3 + 2);
    for group in unpadded.chunks(4) {
        decode_group(group, alphabet, &mut bytes)?;
    }
    Ok(bytes)
}

fn decode_group(
    group: &[u8],
    alphabet: &[u8; 64],
    bytes: &mut Vec<u8>,
) -> Result<(), InvalidBase64> {
    let mut bits = 0;
    for byte in group {
        bits = bits << 6 | value(*byte, alphabet).ok_or(InvalidBase64(()))?;
    }
    let [_, three @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
    // One character alone is six bits: not a byte.
    let whole = group
        .len()
        .checked_sub(1)
        .filter(|whole| *whole > 0)
        .ok_or(InvalidBase64(()))?;
    bytes.extend(&three[..whole]);
    Ok(())
}

fn value(byte: u8, alphabet: &[u8; 64]) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        other if other == alphabet[62] => 62,
        other if other == alphabet[63] => 63,
        _ => return None,
    }))
}

/// Both differ in their names and alphabets only.
macro_rules! base64_type {
    ($type:ident, $expected:literal) => {
        impl $type {
            /// Keeps a text that is base64 already.
            pub fn from_text(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Text for $type {
            const EXPECTED: &'static str = $expected;

            fn as_str(&self) -> &str {
                &self.0
            }

            fn reads(text: &str) -> bool {
                Self::from_text(text).decode().is_ok()
            }
        }

        impl From<&[u8]> for $type {
            fn from(bytes: &[u8]) -> Self {
                Self::from_bytes(bytes)
            }
        }
    };
}

base64_type!(Base64, "base64");
base64_type!(Base64Url, "base64url");
