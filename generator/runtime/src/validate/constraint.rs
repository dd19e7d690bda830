//! The plain keywords of JSON Schema (2020-12 validation, section 6) as constant tables.

use std::fmt::Display;

use super::{Matcher, Path, Violations, decimal};

/// What is demanded of an integer.
#[derive(Clone, Copy, Debug)]
pub struct Integer {
    /// `minimum`
    pub minimum: Option<i128>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<i128>,
    /// `maximum`
    pub maximum: Option<i128>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<i128>,
    /// `multipleOf`
    pub multiple_of: Option<i128>,
}

/// What is demanded of a number.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// `minimum`
    pub minimum: Option<f64>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<f64>,
    /// `maximum`
    pub maximum: Option<f64>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<f64>,
    /// `multipleOf`, taken as the decimal number that the document writes.
    pub multiple_of: Option<f64>,
}

/// What is demanded of a string.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// `minLength`, in characters.
    pub min_length: Option<usize>,
    /// `maxLength`, in characters.
    pub max_length: Option<usize>,
    /// `pattern`
    pub pattern: Option<&'static dyn Matcher>,
}

/// What is demanded of an array.
#[derive(Clone, Copy, Debug)]
pub struct Items {
    /// `minItems`
    pub min_items: Option<usize>,
    /// `maxItems`
    pub max_items: Option<usize>,
    /// `uniqueItems`
    pub unique_items: bool,
}

/// What is demanded of a map.
#[derive(Clone, Copy, Debug)]
pub struct Properties {
    /// `minProperties`
    pub min_properties: Option<usize>,
    /// `maxProperties`
    pub max_properties: Option<usize>,
}

impl Integer {
    /// Nothing demanded.
    pub const ANY: Self = Self {
        minimum: None,
        exclusive_minimum: None,
        maximum: None,
        exclusive_maximum: None,
        multiple_of: None,
    };
}

impl Number {
    /// Nothing demanded.
    pub const ANY: Self = Self {
        minimum: None,
        exclusive_minimum: None,
        maximum: None,
        exclusive_maximum: None,
        multiple_of: None,
    };
}

impl Text {
    /// Nothing demanded.
    pub const ANY: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
    };
}

impl Items {
    /// Nothing demanded.
    pub const ANY: Self = Self {
        min_items: None,
        max_items: None,
        unique_items: false,
    };
}

impl Properties {
    /// Nothing demanded.
    pub const ANY: Self = Self {
        min_properties: None,
        max_properties: None,
    };
}

impl Integer {
    pub(super) fn check(&self, value: i128, at: &Path<'_>, out: &mut Violations) {
        let bounds = [
            self.minimum,
            self.exclusive_minimum,
            self.maximum,
            self.exclusive_maximum,
        ];
        check_bounds(value, bounds, at, out);
        // A zero would be no document's demand, and must not be divided by.
        if let Some(of) = self
            .multiple_of
            .filter(|of| *of != 0 && value.checked_rem(*of) != Some(0))
        {
            out.add(at, "multipleOf", || format!("must be a multiple of {of}"));
        }
    }
}

impl Number {
    pub(super) fn check(&self, value: f64, at: &Path<'_>, out: &mut Violations) {
        let bounds = [
            self.minimum,
            self.exclusive_minimum,
            self.maximum,
            self.exclusive_maximum,
        ];
        check_bounds(value, bounds, at, out);
        if let Some(of) = self
            .multiple_of
            .filter(|of| !decimal::is_multiple(value, *of))
        {
            out.add(at, "multipleOf", || format!("must be a multiple of {of}"));
        }
    }
}

impl Text {
    pub(super) fn check(&self, value: &str, at: &Path<'_>, out: &mut Violations) {
        if let Some(pattern) = self.pattern {
            check_pattern(pattern, value, at, out);
        }
        if self.min_length.or(self.max_length).is_none() {
            return;
        }
        let length = value.chars().count();
        let demand = |count| format!("{count} characters");
        at_least(length, self.min_length, "minLength", demand, at, out);
        at_most(length, self.max_length, "maxLength", demand, at, out);
    }
}

impl Properties {
    pub(super) fn check(&self, count: usize, at: &Path<'_>, out: &mut Violations) {
        let demand = |count| format!("{count} properties");
        at_least(count, self.min_properties, "minProperties", demand, at, out);
        at_most(count, self.max_properties, "maxProperties", demand, at, out);
    }
}

pub(super) fn check_pattern(
    pattern: &dyn Matcher,
    value: &str,
    at: &Path<'_>,
    out: &mut Violations,
) {
    match pattern.finds(value) {
        Some(true) => {}
        Some(false) => out.add(at, "pattern", || {
            format!("must match the pattern `{}`", pattern.source())
        }),
        None => out.add(at, "pattern", || {
            format!(
                "takes too long to match with the pattern `{}`",
                pattern.source()
            )
        }),
    }
}

fn check_bounds<N: PartialOrd + Display + Copy>(
    value: N,
    [minimum, exclusive_minimum, maximum, exclusive_maximum]: [Option<N>; 4],
    at: &Path<'_>,
    out: &mut Violations,
) {
    if let Some(bound) = minimum.filter(|bound| value < *bound) {
        out.add(at, "minimum", || format!("must be at least {bound}"));
    }
    if let Some(bound) = exclusive_minimum.filter(|bound| value <= *bound) {
        out.add(at, "exclusiveMinimum", || {
            format!("must be more than {bound}")
        });
    }
    if let Some(bound) = maximum.filter(|bound| value > *bound) {
        out.add(at, "maximum", || format!("must be at most {bound}"));
    }
    if let Some(bound) = exclusive_maximum.filter(|bound| value >= *bound) {
        out.add(at, "exclusiveMaximum", || {
            format!("must be less than {bound}")
        });
    }
}

pub(super) fn at_least(
    count: usize,
    least: Option<usize>,
    keyword: &'static str,
    demand: impl Fn(usize) -> String,
    at: &Path<'_>,
    out: &mut Violations,
) {
    if let Some(least) = least.filter(|least| count < *least) {
        out.add(at, keyword, || {
            format!("must have at least {}", demand(least))
        });
    }
}

pub(super) fn at_most(
    count: usize,
    most: Option<usize>,
    keyword: &'static str,
    demand: impl Fn(usize) -> String,
    at: &Path<'_>,
    out: &mut Violations,
) {
    if let Some(most) = most.filter(|most| count > *most) {
        out.add(at, keyword, || {
            format!("must have at most {}", demand(most))
        });
    }
}
