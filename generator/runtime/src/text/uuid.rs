//! `format: uuid` (RFC 9562, section 4).

use serde::{Deserialize, Serialize};

use super::Text;

/// An id such as `67e55044-10b1-426f-9247-bb680e5fe0c8`, as it was read. The feature `uuid` makes a `uuid::Uuid` from it.
/// Compared by its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uuid(String);

impl Uuid {
    /// The id of these bits, in lower case.
    pub fn from_u128(bits: u128) -> Self {
        let digits = format!("{bits:032x}");
        let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
        let parts = parts.map(|(start, end)| digits.get(start..end).unwrap_or_default());
        Self(parts.join("-"))
    }

    /// Its bits; `None` where the text is no id.
    pub fn to_u128(&self) -> Option<u128> {
        let digits = self.0.replace('-', "");
        let is_id = Self::reads(&self.0);
        u128::from_str_radix(&digits, 16).ok().filter(|_| is_id)
    }
}

impl Text for Uuid {
    const EXPECTED: &'static str = "a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8";

    fn as_str(&self) -> &str {
        &self.0
    }

    fn reads(text: &str) -> bool {
        let fits = |(at, byte): (usize, u8)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        };
        text.len() == 36 && text.bytes().enumerate().all(fits)
    }
}

super::text_type!(Uuid);
