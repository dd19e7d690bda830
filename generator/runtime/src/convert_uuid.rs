//! To the crate `uuid` and from it.

use super::text::{InvalidText, Text, Uuid};

impl TryFrom<&Uuid> for ::uuid::Uuid {
    type Error = InvalidText;

    fn try_from(text: &Uuid) -> Result<Self, InvalidText> {
        let bits = text.to_u128().ok_or(InvalidText(Uuid::EXPECTED))?;
        Ok(Self::from_u128(bits))
    }
}

impl From<::uuid::Uuid> for Uuid {
    fn from(id: ::uuid::Uuid) -> Self {
        Self::from_u128(id.as_u128())
    }
}
