//! Enums of values that are no strings, and constants: what is read is written again, and only what is listed is known.

#![cfg(feature = "validate")]

use oasmith_runtime::constant::{Constant, Fixed, Null};
use oasmith_runtime::listed::{self, Listed, Unlisted};
use oasmith_runtime::literal::Literal;
use oasmith_runtime::validate::{self, Path, Validate, Violations};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

/// As the generator writes such an enum.
macro_rules! listed {
    ($name:ident: $value:ty as $literal:ty { $($variant:ident = $listed:expr),+ } $($copy:ident)*) => {
        #[derive(Clone, Debug, Eq, Hash, PartialEq, $($copy),*)]
        enum $name {
            $($variant,)+
            Unknown(Unlisted<Self>),
        }

        impl Listed for $name {
            type Value = $value;

            const VALUES: &'static [($literal, Self)] = &[$(($listed, Self::$variant)),+];

            fn unlisted(value: Unlisted<Self>) -> Self {
                Self::Unknown(value)
            }

            fn as_unlisted(&self) -> Option<&Unlisted<Self>> {
                if let Self::Unknown(value) = self {
                    Some(value)
                } else {
                    None
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                listed::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                listed::deserialize(deserializer)
            }
        }

        impl Validate for $name {
            fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
                validate::is_listed(self, at, out);
            }
        }
    };
}

listed!(Level: i64 as i64 { One = 1, Minus = -1 } Copy Ord PartialOrd);
listed!(Rate: f64 as f64 { Zero = 0.0, Half = 0.5, Two = 2.0 } Copy Ord PartialOrd);
listed!(Yes: bool as bool { True = true } Copy Ord PartialOrd);
listed!(Mode: Value as Literal {
    Auto = Literal::Text("auto"),
    One = Literal::Integer(1),
    Off = Literal::Bool(false),
    Huge = Literal::Unsigned(u64::MAX),
    Half = Literal::Number(0.5),
    Nested = Literal::Json("{\"a\":[1]}")
});

/// What a value is read as, and that it is written again.
fn read<T: for<'de> Deserialize<'de> + Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("it is of the kind");
    let written = serde_json::to_value(&read).expect("JSON");
    assert!(
        oasmith_runtime::json::equal(&written, value),
        "{written} is not {value}"
    );
    read
}

#[test]
fn what_is_listed_is_known_by_its_value() {
    assert_eq!(read::<Level>(&json!(-1)), Level::Minus);
    assert_eq!(read::<Rate>(&json!(2)), Rate::Two);
    assert_eq!(read::<Rate>(&json!(2.0)), Rate::Two);
    assert_eq!(read::<Rate>(&json!(-0.0)), Rate::Zero);
    assert_eq!(read::<Yes>(&json!(true)), Yes::True);
    for (value, known) in [
        (json!("auto"), Mode::Auto),
        (json!(1.0), Mode::One),
        (json!(false), Mode::Off),
        (json!(u64::MAX), Mode::Huge),
        (json!(0.5), Mode::Half),
        (json!({ "a": [1.0] }), Mode::Nested),
    ] {
        assert_eq!(read::<Mode>(&value), known);
        assert_eq!(listed::parse::<Mode>(listed::value(&known)), known);
    }
}

#[test]
fn what_is_not_listed_is_kept_and_told_of() {
    assert_eq!(listed::value(&read::<Level>(&json!(7))), 7);
    assert!((listed::value(&read::<Rate>(&json!(7.5))) - 7.5).abs() < f64::EPSILON);
    assert!(!listed::value(&read::<Yes>(&json!(false))));
    for other in [json!("1"), json!(null), json!([1]), json!(true)] {
        assert_eq!(listed::value(&read::<Mode>(&other)), other);
        assert_eq!(read::<Mode>(&other), read::<Mode>(&other));
        let violations = read::<Mode>(&other)
            .validate()
            .expect_err("it is not listed");
        assert_eq!(
            violations.to_string(),
            "the value must be one of `\"auto\"`, `1`, `false`, `18446744073709551615`, `0.5`, `{\"a\":[1]}` (enum)"
        );
    }
    assert!(read::<Level>(&json!(7)).validate().is_err());
    assert!(Level::One.validate().is_ok());
    assert!(serde_json::from_str::<Level>("\"1\"").is_err());
    assert!(serde_json::from_str::<Yes>("1").is_err());
}

#[test]
fn what_is_not_listed_has_an_order() {
    let mut rates: Vec<Rate> = [9.5, -9.5, 2.0].map(|rate| read(&json!(rate))).into();
    rates.sort();
    assert_eq!(
        rates.iter().map(listed::value).collect::<Vec<_>>(),
        [2.0, -9.5, 9.5]
    );
    let seven: Level = read(&json!(7));
    let copy = seven;
    assert!(copy <= seven && Level::One < seven);
}

/// As the generator writes the name of a constant.
macro_rules! constants {
    ($($name:ident = $literal:expr;)+) => {$(
        #[derive(Debug)]
        enum $name {}

        impl Fixed for $name {
            const VALUE: Literal = $literal;
        }
    )+};
}

constants! {
    Circle = Literal::Text("circle");
    Three = Literal::Integer(3);
    Huge = Literal::Unsigned(u64::MAX);
    Half = Literal::Number(0.5);
    Off = Literal::Bool(false);
    Pair = Literal::Json("[1,2]");
}

/// The constant, another value of its kind, and one that is of no such kind.
fn check<F: Fixed>(constant: &Value, other: &Value, refused: Option<Value>) {
    let made = Constant::<F>::new();
    assert_eq!(made.value(), *constant);
    assert!(read::<Constant<F>>(constant) == made && made.validate().is_ok());
    let kept: Constant<F> = read(other);
    assert_eq!(kept.other(), Some(other));
    assert!(kept != made && kept == kept.clone());
    let violations = kept.validate().expect_err("it is another value");
    let said = format!("the value must be `{constant}` (const)");
    assert_eq!(violations.to_string(), said);
    if let Some(refused) = refused {
        assert!(serde_json::from_value::<Constant<F>>(refused).is_err());
    }
}

#[test]
fn a_constant_keeps_another_value_that_was_read() {
    check::<Circle>(&json!("circle"), &json!("square"), Some(json!(1)));
    check::<Three>(&json!(3), &json!(4), Some(json!(3.5)));
    check::<Huge>(&json!(u64::MAX), &json!(0), Some(json!(-1)));
    check::<Half>(&json!(0.5), &json!(1.5), Some(json!("0.5")));
    check::<Off>(&json!(false), &json!(true), Some(json!(null)));
    check::<Pair>(&json!([1, 2]), &json!({}), None);
    let null: Null = read(&json!(null));
    assert_eq!(null, Null::new());
    assert!(read::<Null>(&json!("x")).validate().is_err());
    assert_eq!(format!("{:?}", Constant::<Circle>::new()), "\"circle\"");
}
