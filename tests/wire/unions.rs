//! Unions whose branches are told by constants that are no strings, by bounds, and by a discriminator: the goldens `told_apart` and
//! `default_mapping`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::default_mapping::models::Pet;
use tests::runtime::validate::{Validate, Violations};
use tests::told_apart::models::{Amount, Code, Named, Option_, Person};

/// A value as it is read, after it was written again.
fn read<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("it is of the schema");
    let written = serde_json::to_value(&read).expect("JSON");
    let same = tests::runtime::json::equal(&written, value);
    assert!(same, "{value} came back as {written}");
    read
}

fn keywords(result: Result<(), Violations>) -> Vec<&'static str> {
    let violations = result.err().unwrap_or_default();
    violations
        .iter()
        .map(|violation| violation.keyword)
        .collect()
}

#[test]
fn constants_that_are_no_strings_tell_branches_apart() {
    for (value, is_text) in [
        (json!({"type": 3, "most": 1}), true),
        (json!({"type": 3.0}), true),
        (json!({"type": 5, "most": 1}), false),
        (json!({"type": true}), false),
    ] {
        let option: Option_ = read(&value);
        assert_eq!(matches!(option, Option_::Text(_)), is_text, "{value}");
        assert_eq!(matches!(option, Option_::Flag(_)), !is_text, "{value}");
        assert!(option.validate().is_ok(), "{value}");
    }
    let unknown: Option_ = read(&json!({"type": 4}));
    let violations = unknown.validate().expect_err("4 is of no branch");
    assert_eq!(
        violations.to_string(),
        "the value fits no branch (not `Text`: the property `type` must be one of `3`; not `Flag`: the property `type` must be one of `5`, `true`) (oneOf)"
    );
}

#[test]
fn bounds_tell_branches_apart_and_refuse_none() {
    assert!(matches!(read(&json!(10)), Amount::Small(_)));
    assert!(matches!(read(&json!(10.5)), Amount::Large(_)));
    assert!(matches!(read(&json!("äö")), Code::Short(_)));
    assert!(matches!(read(&json!("äöü")), Code::Long(_)));
    let child: Person = read(&json!({"age": 17, "name": "a"}));
    let adult: Person = read(&json!({"age": 18, "name": "a"}));
    assert!(matches!(child, Person::Child(_)) && child.validate().is_ok());
    assert!(matches!(adult, Person::Adult(_)) && adult.validate().is_ok());
    // Within the bounds by which it is told, and not within the others.
    let child: Person = read(&json!({"age": 3, "name": "a name too long"}));
    assert!(matches!(child, Person::Child(_)));
    assert_eq!(keywords(child.validate()), ["maxLength"]);
}

#[test]
fn a_discriminator_says_what_is_read_and_not_what_is_valid() {
    assert!(matches!(
        read(&json!({"kind": "Cat", "lives": 9})),
        Named::Cat(_)
    ));
    assert!(matches!(
        read(&json!({"kind": "Dog", "barks": true})),
        Named::Dog(_)
    ));
    // `Cat` takes any string as `kind`: the schemas alone say that this is one.
    let other: Named = read(&json!({"kind": "Lion", "lives": 1}));
    assert!(matches!(other, Named::Unknown(_)));
    assert!(other.validate().is_ok());
    let neither: Named = read(&json!({"kind": 1}));
    assert_eq!(keywords(neither.validate()), ["oneOf"]);
}

#[test]
fn a_tag_that_nobody_has_is_of_the_default() {
    assert!(matches!(
        read(&json!({"kind": "cat", "lives": 9})),
        Pet::Cat(_)
    ));
    assert!(matches!(
        read(&json!({"barks": true, "kind": "dog"})),
        Pet::Dog(_)
    ));
    for value in [
        json!({"kind": "lion", "name": "Leo"}),
        json!({"name": "Leo"}),
        json!({"kind": "Other"}),
    ] {
        let other: Pet = read(&value);
        assert!(matches!(other, Pet::Other(_)), "{value}");
    }
    assert!(matches!(read(&json!({"kind": 1})), Pet::Unknown(_)));
}
