//! Enums of values that are no strings, and constants: the goldens `listed_values` and `constants`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::constants::models::{Circle, Everything, Shape, Square};
use tests::listed_values::models::{
    Level, ModeValue, Named, Rate, Reading, ReadingEach, ReadingInline, ReadingWhich, Yes,
};
use tests::runtime::constant::Constant;
use tests::runtime::http::from_json;
use tests::runtime::validate::Validate;

/// A value as it is read from a body, after it was written again.
fn read<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let read: T = from_json(value.to_string().as_bytes()).expect("it is of the schema");
    let written = serde_json::to_value(&read).expect("JSON");
    let same = tests::runtime::json::equal(&written, value);
    assert!(same, "{value} came back as {written}");
    read
}

#[test]
fn listed_values_are_known_by_name() {
    let reading: Reading = read(&json!({
        "level": 3.0, "mode": { "a": [1] }, "named": 20, "rate": 1, "yes": true, "inline": 7,
        "which": "none", "each": 2
    }));
    assert_eq!(reading.level, Level::Value3);
    assert_eq!(reading.mode, Some(ModeValue::Object));
    assert_eq!(reading.named, Some(Named::High));
    assert_eq!(reading.rate, Some(Rate::Value1));
    assert_eq!(reading.inline, Some(Some(ReadingInline::Value7)));
    assert_eq!(reading.each, Some(ReadingEach::Value2));
    assert!(reading.validate().is_ok());
    assert_eq!(Level::from(-1), Level::Minus1);
}

#[test]
fn values_that_are_not_listed_are_kept_and_told_of() {
    let reading: Reading = read(&json!({
        "level": 9, "mode": [null, 1.5], "rate": 0.25, "yes": false, "inline": null, "which": -1, "each": 3
    }));
    assert_eq!(reading.level.value(), 9);
    assert!(
        matches!(&reading.mode, Some(ModeValue::Unknown(mode)) if *mode.value() == json!([null, 1.5]))
    );
    assert!(matches!(
        reading.which,
        Some(ReadingWhich::Level(Level::Minus1))
    ));
    let violations = reading.validate().expect_err("not all is listed");
    let places: Vec<String> = violations.iter().map(|one| one.pointer.clone()).collect();
    assert_eq!(places, ["/level", "/mode", "/rate", "/yes", "/each"]);
    assert!(serde_json::from_value::<Yes>(json!("true")).is_err());
}

#[test]
fn constants_are_there_without_being_set() {
    let everything = Everything::default();
    assert_eq!(
        serde_json::to_value(&everything).expect("JSON"),
        json!({
            "text": "a \"b\"", "whole": 3, "null": null, "list": [1, "a"], "version": 2, "name": "", "or_null": null
        })
    );
    assert!(everything.validate().is_ok());
    let circle = Circle {
        radius: 1.5,
        ..Circle::default()
    };
    assert_eq!(circle.kind.value(), "circle");
    assert_eq!(everything.maybe, None);
    assert_eq!(*everything.maybe_or_default(), Constant::new());
}

#[test]
fn another_value_in_a_constants_place_is_kept_and_told_of() {
    let everything: Everything = read(&json!({
        "text": "other", "whole": 4, "huge": 18_446_744_073_709_551_615_u64, "fraction": 1.5, "number": 2, "off": true,
        "null": "no", "nothing": 0, "list": {}, "map": { "a": null }, "version": 2, "name": "n", "or_null": "x"
    }));
    let violations = everything.validate().expect_err("not all is constant");
    let places: Vec<String> = violations.iter().map(|one| one.pointer.clone()).collect();
    assert_eq!(
        places,
        [
            "/text", "/whole", "/number", "/off", "/null", "/nothing", "/list"
        ]
    );
}

#[test]
fn constants_tell_the_branches_of_a_union() {
    let circle: Shape = read(&json!({ "kind": "circle", "radius": 1.0 }));
    assert!(matches!(circle, Shape::Circle(_)));
    let square: Shape = read(&json!({ "kind": "square" }));
    assert!(matches!(square, Shape::Square(Square { side: None, .. })));
    let other: Shape = read(&json!({ "kind": "other", "radius": 1.0 }));
    assert!(matches!(other, Shape::Unknown(_)) && other.validate().is_err());
}
