//! What `validate` finds in values that the generated types read: the golden `validation`.

#![cfg(all(feature = "goldens", feature = "validate"))]

use serde_json::{Value, json};
use tests::runtime::validate::Validate;
use tests::validation::models::{Order, Shape, Voice, VoiceName};

/// Reads the value, writes it again, and says what is wrong with it.
#[track_caller]
fn finds<T>(value: &Value, expected: &[&str])
where
    T: serde::de::DeserializeOwned + serde::Serialize + Validate,
{
    let read: T = serde_json::from_value(value.clone()).expect("reading is lenient");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), *value);
    let found = read.validate().err().unwrap_or_default();
    let found: Vec<_> = found
        .iter()
        .map(|one| format!("{} {}", one.pointer, one.keyword))
        .collect();
    assert_eq!(found, expected, "{value}");
}

#[test]
fn what_fits_passes() {
    finds::<Order>(
        &json!({"kind": "gift", "codes": ["10"], "price": 1.5, "level": 2}),
        &[],
    );
    finds::<Order>(&json!({"any": 1, "words": ["b", "a"]}), &[]);
    finds::<Order>(&json!({"place": [1.5]}), &[]);
    finds::<Order>(&json!({"extensions": {"x-a": 1}}), &[]);
    finds::<Shape>(&json!({"id": "1", "width": 2}), &[]);
}

#[test]
fn every_fault_is_found_at_once() {
    let order = json!({"kind": "9", "codes": ["1", "0", "12345"], "price": 1.5, "card": "", "level": 4, "extra": 1});
    finds::<Order>(
        &order,
        &[
            "/kind pattern",
            "/codes/1 pattern",
            "/codes/2 maxLength",
            "/level enum",
            "/extra additionalProperties",
            " not",
        ],
    );
    finds::<Order>(
        &json!({"any": "a", "words": []}),
        &["/any not", "/words contains"],
    );
    finds::<Order>(
        &json!({"place": [-1.5, "a", 3]}),
        &["/place/0 minimum", "/place/2 items"],
    );
    finds::<Order>(
        &json!({"extensions": {"x-a": 1, "b": 2}}),
        &["/extensions/b additionalProperties"],
    );
    finds::<Shape>(
        &json!({"width": 2, "other": 1}),
        &["/other unevaluatedProperties"],
    );
}

#[test]
fn a_string_that_an_open_list_lacks_is_of_its_branch() {
    for voice in ["alloy", "mine"] {
        finds::<Voice>(&json!(voice), &[]);
        let read: Voice = serde_json::from_value(json!(voice)).expect("a voice");
        assert_eq!(read, Voice::VoiceName(VoiceName::from(voice)));
    }
    finds::<Voice>(&json!({"id": "1"}), &[]);
    finds::<Voice>(&json!(1), &[" anyOf"]);
}
