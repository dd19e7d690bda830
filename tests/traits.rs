//! Records with `Copy` and `Ord` are what those promise: moved and still there, sorted by their properties in document order, dates by
//! their instants; what comes of `new` where records are `#[non_exhaustive]`.

#![cfg(feature = "goldens")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use tests::chosen_types::models::Tariff;
use tests::non_exhaustive::models::{Length, Many, Unit};
use tests::ordered::models::Holder;
use tests::traits::models::{Cube, Level, Pair, Point, Range, Rating, Tree, Word};

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect(json)
}

/// These values are in order, none equal to another.
fn check<T: DeserializeOwned + Ord + Clone + Debug>(texts: &[&str]) {
    let values: Vec<T> = texts.iter().map(|text| read(text)).collect();
    assert!(values.is_sorted_by(|one, other| one < other), "{values:?}");
    let mut turned: Vec<T> = values.iter().rev().cloned().collect();
    turned.sort();
    assert_eq!(turned, values);
}

#[test]
fn records_are_ordered_by_their_properties() {
    check::<Range>(&["{}", r#"{"to":1}"#, r#"{"from":1}"#, r#"{"from":1,"to":0}"#]);
    check::<Rating>(&[
        r#"{"level":1}"#,
        r#"{"level":3,"final":true}"#,
        // The unknown stand behind the known.
        r#"{"level":0}"#,
    ]);
    check::<Pair>(&[
        "{}",
        r#"{"pair":[]}"#,
        r#"{"pair":["a",1]}"#,
        r#"{"pair":["a",1,true]}"#,
    ]);
    check::<Tree>(&[
        r#"{"name":"a"}"#,
        r#"{"name":"a","branches":[{"name":"a"}]}"#,
        r#"{"name":"a","parent":{"name":"a"}}"#,
        r#"{"name":"b"}"#,
    ]);
    check::<Holder>(&["{}", r#"{"five":{"e":"a"}}"#, r#"{"five":{"a":"a"}}"#]);
}

#[test]
fn dates_are_ordered_by_their_instants() {
    check::<Word>(&[
        r#"{"text":"a"}"#,
        r#"{"text":"a","at":"2026-01-31T12:00:00+02:00"}"#,
        r#"{"text":"a","at":"2026-01-31T11:00:00Z"}"#,
        r#"{"text":"a","at":"then"}"#,
    ]);
}

#[test]
fn records_are_keys() {
    let words: BTreeSet<Word> = read(r#"[{"text":"b"},{"text":"a"},{"text":"b"}]"#);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts, ["a", "b"]);
    let cube = Cube {
        x: Some(1),
        ..Cube::default()
    };
    let sides = BTreeMap::from([(cube, "one"), (Cube::default(), "none")]);
    assert_eq!(sides[&cube], "one");
    let hashed = HashSet::from([cube, cube]);
    assert_eq!(hashed.len(), 1);
}

#[test]
fn what_is_small_is_copied() {
    let point = Point { x: 1.5, y: 2.0 };
    let mut moved = point;
    moved.x = 3.0;
    assert_ne!(point, moved);
    let rating = Rating {
        level: Level::Value2,
        final_: None,
    };
    let other = rating;
    assert_eq!(rating, other);
}

#[test]
fn where_records_may_grow_they_are_made_by_new() {
    let mut length = Length::new(Unit::Cm, 1.0);
    length.level = None;
    let json = serde_json::to_string(&length).expect("JSON");
    assert_eq!(json, r#"{"unit":"cm","size":1.0}"#);
    let text = |text: &str| text.to_owned();
    let many = Many::new(
        text("a"),
        text("b"),
        text("c"),
        text("d"),
        text("e"),
        text("f"),
        text("g"),
        Unit::M,
    );
    let json = serde_json::to_value(&many).expect("JSON");
    assert_eq!((&json["g"], &json["unit"]), (&"g".into(), &"m".into()));
}

#[test]
fn chosen_types_are_read_and_written() {
    let json = r#"{"total":12.50,"rate":3,"parts":[1],"host":"::1","per":2,"kind":"b"}"#;
    let tariff: Tariff = read(json);
    assert_eq!(tariff.ratio.as_u64(), Some(3));
    assert!(tariff.host.is_some_and(|host| host.is_loopback()));
    let written = serde_json::to_string(&tariff).expect("JSON");
    assert_eq!(written, json.replace("12.50", "12.5"));
}
