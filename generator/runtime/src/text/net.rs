//! `format: ipv4` (RFC 2673, section 3.2) and `format: ipv6` (RFC 4291, section 2.2).

use std::cmp::Ordering;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::{InvalidText, Text};

/// An address such as `192.0.2.1`, as it was read. [`Ipv4Addr`] is made from it. Two are equal where their texts are; in order, their
/// addresses decide, then their texts, and what is no address comes last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ipv4(String);

/// An address such as `2001:db8::1`, as it was read. [`Ipv6Addr`] is made from it. Two are equal where their texts are; in order, their
/// addresses decide, then their texts, and what is no address comes last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ipv6(String);

/// Both differ in their numbers only.
macro_rules! address {
    ($type:ident, $address:ident, $expected:literal) => {
        impl Text for $type {
            const EXPECTED: &'static str = $expected;

            fn as_str(&self) -> &str {
                &self.0
            }

            fn reads(text: &str) -> bool {
                text.parse::<$address>().is_ok()
            }
        }

        impl TryFrom<&$type> for $address {
            type Error = InvalidText;

            fn try_from(text: &$type) -> Result<Self, InvalidText> {
                text.0.parse().map_err(|_| InvalidText($type::EXPECTED))
            }
        }

        impl From<$address> for $type {
            fn from(address: $address) -> Self {
                Self(address.to_string())
            }
        }

        impl Ord for $type {
            fn cmp(&self, other: &Self) -> Ordering {
                let (this, that) = ($address::try_from(self), $address::try_from(other));
                let order = match (this, that) {
                    (Ok(this), Ok(that)) => this.cmp(&that),
                    (this, that) => this.is_err().cmp(&that.is_err()),
                };
                order.then_with(|| self.0.cmp(&other.0))
            }
        }

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        super::text_type!($type);
    };
}

address!(Ipv4, Ipv4Addr, "an IPv4 address such as 192.0.2.1");
address!(Ipv6, Ipv6Addr, "an IPv6 address such as 2001:db8::1");
