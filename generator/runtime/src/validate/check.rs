//! Which type a constraint can be asked of. Containers ask what they hold.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::base64::{Base64, Base64Url};
use super::super::secret::Secret;
use super::super::text::{Ipv4, Ipv6, Uuid};
use super::super::time::{Date, DateTime, Duration, Time};
use super::constraint::{Integer, Items, Number, Properties, Text, at_least, at_most};
use super::{Path, Violations, decimal, equality};

/// Checks a value, or the value within an `Option` or `Box`, against a constraint.
pub fn check<T: Check<C> + ?Sized, C>(
    value: &T,
    constraint: &C,
    at: &Path<'_>,
    out: &mut Violations,
) {
    value.check(constraint, at, out);
}

/// A type that a constraint can be asked of.
pub trait Check<C> {
    /// Adds what the constraint finds wrong.
    fn check(&self, constraint: &C, at: &Path<'_>, out: &mut Violations);
}

/// What is demanded of each item of an array, or of each value of a map.
#[derive(Clone, Copy, Debug)]
pub struct Each<C>(pub C);

impl<C, T: Check<C>> Check<C> for Option<T> {
    fn check(&self, constraint: &C, at: &Path<'_>, out: &mut Violations) {
        if let Some(value) = self {
            value.check(constraint, at, out);
        }
    }
}

impl<C, T: Check<C>> Check<C> for Box<T> {
    fn check(&self, constraint: &C, at: &Path<'_>, out: &mut Violations) {
        (**self).check(constraint, at, out);
    }
}

impl<C, T: Check<C>> Check<Each<C>> for Vec<T> {
    fn check(&self, Each(constraint): &Each<C>, at: &Path<'_>, out: &mut Violations) {
        for (index, item) in self.iter().enumerate() {
            item.check(constraint, &at.item(index), out);
        }
    }
}

impl<C, T: Check<C>> Check<Each<C>> for BTreeMap<String, T> {
    fn check(&self, Each(constraint): &Each<C>, at: &Path<'_>, out: &mut Violations) {
        for (name, value) in self {
            value.check(constraint, &at.field(name), out);
        }
    }
}

impl<T: Serialize> Check<Items> for Vec<T> {
    fn check(&self, items: &Items, at: &Path<'_>, out: &mut Violations) {
        let demand = |count| format!("{count} items");
        at_least(self.len(), items.min_items, "minItems", demand, at, out);
        at_most(self.len(), items.max_items, "maxItems", demand, at, out);
        let equal = if items.unique_items {
            equality::first_pair(self)
        } else {
            None
        };
        if let Some((first, second)) = equal {
            out.add(at, "uniqueItems", || {
                format!("must have items that differ: {first} and {second} are equal")
            });
        }
    }
}

/// The types that differ in their names only.
macro_rules! checks {
    ($($constraint:ident of $($type:ty)*: |$value:ident| $as:expr;)*) => {$($(
        impl Check<$constraint> for $type {
            fn check(&self, constraint: &$constraint, at: &Path<'_>, out: &mut Violations) {
                let $value = self;
                constraint.check($as, at, out);
            }
        }
    )*)*};
}

checks! {
    Integer of i8 i16 i32 i64 u8 u16 u32 u64: |value| i128::from(*value);
    Number of f64: |value| *value;
    Number of f32: |value| decimal::widen(*value);
    Text of String Base64 Base64Url Date DateTime Duration Ipv4 Ipv6 Time Uuid: |value| value.as_str();
    Text of Secret: |value| value.expose();
    Properties of serde_json::Map<String, serde_json::Value>: |value| value.len();
}

impl<T> Check<Properties> for BTreeMap<String, T> {
    fn check(&self, constraint: &Properties, at: &Path<'_>, out: &mut Violations) {
        constraint.check(self.len(), at, out);
    }
}
