//! Bytes as text: `format: byte`, base64 of RFC 4648, section 4.

use std::fmt;

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 text. It is kept as it was read, whatever it is, and looked into by [`Base64::decode`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base64(String);

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
    /// Keeps a text that is base64 already.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Writes bytes as base64 with padding.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.chunks(3).flat_map(encode).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes. Line breaks are skipped and padding may be missing, as in what mail programs and others write.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidBase64> {
        let characters = self.0.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
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
            decode(group, &mut bytes)?;
        }
        Ok(bytes)
    }
}

fn encode(group: &[u8]) -> [char; 4] {
    let bits = group
        .iter()
        .fold(0, |bits, byte| bits << 8 | u32::from(*byte))
        << (8 * (3 - group.len()));
    std::array::from_fn(|i| {
        if i > group.len() {
            '='
        } else {
            char::from(ALPHABET[(bits >> (18 - 6 * i) & 63) as usize])
        }
    })
}

fn decode(group: &[u8], bytes: &mut Vec<u8>) -> Result<(), InvalidBase64> {
    let mut bits = 0;
    for byte in group {
        bits = bits << 6 | value(*byte).ok_or(InvalidBase64(()))?;
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

fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}
