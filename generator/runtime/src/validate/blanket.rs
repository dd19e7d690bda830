//! [`Validate`] for what values are made of: containers pass it on, plain values demand nothing by themselves.

use std::collections::BTreeMap;

use super::super::base64::{Base64, Base64Url};
use super::super::secret::Secret;
use super::super::text::{Ipv4, Ipv6, Text, Uuid};
use super::super::time::{Date, DateTime, Duration, Time};
use super::super::tuple::Tuple;
use super::{Path, Validate, Violations};

impl<T: Validate> Validate for Option<T> {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        if let Some(value) = self {
            value.validate_into(at, out);
        }
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        (**self).validate_into(at, out);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        for (index, item) in self.iter().enumerate() {
            item.validate_into(&at.item(index), out);
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        for (name, value) in self {
            value.validate_into(&at.field(name), out);
        }
    }
}

/// A text must have its format, to the letter of the format's standard.
fn format<T: Text>(text: &T, at: &Path<'_>, out: &mut Violations) {
    if !T::conforms(text.as_str()) {
        out.add(at, "format", || format!("must be {}", T::EXPECTED));
    }
}

/// Strings with a format.
macro_rules! formats {
    ($($type:ty)*) => {$(
        impl Validate for $type {
            fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
                format(self, at, out);
            }
        }
    )*};
}

formats! { Base64 Base64Url Date DateTime Duration Ipv4 Ipv6 Time Uuid }

/// What stands in a tuple is checked as it is on the wire.
impl<P, R> Validate for Tuple<P, R> {}

/// The types that differ in their names only.
macro_rules! nothing_demanded {
    ($($type:ty)*) => {$(
        impl Validate for $type {}
    )*};
}

nothing_demanded! {
    () bool char i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64
    String Secret serde_json::Value serde_json::Number serde_json::Map<String, serde_json::Value>
}
