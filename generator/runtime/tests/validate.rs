//! Constraints: what each keyword lets pass, where a violation points, and that no value is repeated.

#![cfg(feature = "validate")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use oasmith_runtime::open::{self, OpenEnum, Unknown};
use oasmith_runtime::union_::{self, Branch, Kinds, Union};
use oasmith_runtime::validate::{
    Check, Each, Integer, Items, Number, Path, Properties, Text, Validate, Violations, check,
    fits_some_branch, is_known,
};
use serde_json::{Value, json};

#[track_caller]
fn finds<T: Check<C> + ?Sized + Debug, C>(value: &T, constraint: &C, expected: &[(&str, &str)]) {
    let mut out = Violations::default();
    check(value, constraint, &Path::ROOT.field("a/b~"), &mut out);
    let found: Vec<_> = out
        .iter()
        .map(|one| {
            (
                one.keyword,
                one.pointer.strip_prefix("/a~1b~0").unwrap_or("elsewhere"),
            )
        })
        .collect();
    assert_eq!(found, expected, "{value:?}");
}

#[test]
fn integers() {
    let page = Integer {
        minimum: Some(1),
        maximum: Some(100),
        multiple_of: Some(5),
        ..Integer::ANY
    };
    finds(&5, &page, &[]);
    finds(&0, &page, &[("minimum", "")]);
    finds(&101_u8, &page, &[("maximum", ""), ("multipleOf", "")]);
    finds(&None::<i64>, &page, &[]);
    finds(&Some(Some(0)), &page, &[("minimum", "")]);
    finds(
        &Box::new(i64::MAX),
        &page,
        &[("maximum", ""), ("multipleOf", "")],
    );
    finds(
        &u64::MAX,
        &Integer {
            exclusive_maximum: Some(u64::MAX.into()),
            ..Integer::ANY
        },
        &[("exclusiveMaximum", "")],
    );
    finds(
        &1,
        &Integer {
            exclusive_minimum: Some(1),
            multiple_of: Some(0),
            ..Integer::ANY
        },
        &[("exclusiveMinimum", "")],
    );
}

#[test]
fn numbers() {
    let range = Number {
        minimum: Some(0.5),
        exclusive_maximum: Some(2.0),
        ..Number::ANY
    };
    finds(&0.5, &range, &[]);
    finds(&0.4, &range, &[("minimum", "")]);
    finds(&2.0, &range, &[("exclusiveMaximum", "")]);
}

#[test]
fn multiples_are_of_decimals() {
    for (value, of) in [
        (0.3, 0.1),
        (1.1, 0.1),
        (4.35, 0.01),
        (0.0075, 0.0001),
        (1e308, 0.5),
        (0.0, 7.0),
        (-0.3, 0.1),
        (1e22, 1.0),
        (19.99, 0.01),
        (1e300, 1e-300),
        (123_456_789.123, 0.001),
        (5e-324, 5e-324),
    ] {
        finds(
            &value,
            &Number {
                multiple_of: Some(of),
                ..Number::ANY
            },
            &[],
        );
    }
    for (value, of) in [
        (0.35, 0.1),
        (0.00751, 0.0001),
        (1e-300, 1e300),
        (1.0, 3.0),
        (1e308, 3.0),
        (1.0, 0.0),
        (f64::NAN, 1.0),
    ] {
        finds(
            &value,
            &Number {
                multiple_of: Some(of),
                ..Number::ANY
            },
            &[("multipleOf", "")],
        );
    }
    finds(
        &0.3_f32,
        &Number {
            multiple_of: Some(0.1),
            ..Number::ANY
        },
        &[],
    );
}

#[test]
fn texts_are_measured_in_characters() {
    let two = Text {
        min_length: Some(2),
        max_length: Some(2),
        ..Text::ANY
    };
    finds(&"é𝄞".to_owned(), &two, &[]);
    finds(&"a".to_owned(), &two, &[("minLength", "")]);
    finds(&Some("abc".to_owned()), &two, &[("maxLength", "")]);
}

#[test]
fn arrays_and_maps() {
    let items = Items {
        min_items: Some(1),
        max_items: Some(3),
        unique_items: true,
    };
    finds(&vec![1, 2], &items, &[]);
    finds(&Vec::<i64>::new(), &items, &[("minItems", "")]);
    finds(
        &vec![1, 2, 3, 1],
        &items,
        &[("maxItems", ""), ("uniqueItems", "")],
    );
    finds(
        &vec![1, 0, 2],
        &Each(Integer {
            minimum: Some(1),
            ..Integer::ANY
        }),
        &[("minimum", "/1")],
    );
    let map = BTreeMap::from([("x".to_owned(), "é".to_owned())]);
    finds(
        &map,
        &Each(Text {
            min_length: Some(2),
            ..Text::ANY
        }),
        &[("minLength", "/x")],
    );
    finds(
        &map,
        &Properties {
            min_properties: Some(2),
            ..Properties::ANY
        },
        &[("minProperties", "")],
    );
}

#[test]
fn unique_items_are_compared_as_json() {
    let unique = Items {
        unique_items: true,
        ..Items::ANY
    };
    for equal in [
        json!([1, 1.0]),
        json!([0.0, -0.0]),
        json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}]),
        json!([null, null]),
        json!(["a", "a"]),
    ] {
        finds(&items_of(equal), &unique, &[("uniqueItems", "")]);
    }
    for different in [
        json!([1, true]),
        json!(["1", 1]),
        json!([[], {}]),
        json!([["a", "b"], ["a,b"]]),
        json!([null, "null", false, 0, ""]),
    ] {
        finds(&items_of(different), &unique, &[]);
    }
}

fn items_of(array: Value) -> Vec<Value> {
    serde_json::from_value(array).expect("an array")
}

#[derive(Clone, Debug, PartialEq)]
enum Status {
    Known,
    Unknown(Unknown<Self>),
}

impl OpenEnum for Status {
    const VALUES: &'static [(&'static str, Self)] = &[("known", Self::Known)];

    fn unknown(text: Unknown<Self>) -> Self {
        Self::Unknown(text)
    }

    fn as_unknown(&self) -> Option<&Unknown<Self>> {
        if let Self::Unknown(text) = self {
            Some(text)
        } else {
            None
        }
    }
}

impl Validate for Status {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        is_known(self, at, out);
    }
}

enum Answer {
    Number(f64),
    Unknown(Value),
}

impl Union for Answer {
    const BRANCHES: &'static [Branch<Self>] = &[Branch::new("Number", Kinds::NUMBER, |value| {
        union_::branch(value, Self::Number)
    })];

    fn unknown(value: Value) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl Validate for Answer {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        match self {
            Self::Number(value) => value.validate_into(at, out),
            Self::Unknown(kept) => fits_some_branch::<Self>(kept, "oneOf", at, out),
        }
    }
}

#[test]
fn what_open_types_keep_is_a_violation() {
    let answers: Vec<_> = [json!(1), json!("hunter2")]
        .into_iter()
        .map(|value| union_::read::<Answer>(value).ok())
        .collect();
    let violations = answers.validate().expect_err("a string is no number");
    assert_eq!(
        violations.to_string(),
        "/1 fits no branch (not `Number`: it is of another JSON type) (oneOf)"
    );
    let statuses = BTreeMap::from([("x".to_owned(), vec![Status::Known, open::parse("hunter2")])]);
    let violations = statuses.validate().expect_err("an unknown value");
    assert_eq!(violations.to_string(), "/x/1 must be one of `known` (enum)");
}

#[test]
fn a_hostile_value_is_counted_not_listed() {
    let violations = vec![open::parse::<Status>("?"); 5000]
        .validate()
        .expect_err("all are unknown");
    assert_eq!(
        (violations.len(), violations.iter().count()),
        (5000, Violations::LISTED)
    );
}
