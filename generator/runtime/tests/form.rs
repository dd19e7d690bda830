//! Bodies of `application/x-www-form-urlencoded`, both ways: the bytes are those of the `OpenAPI` 3.1.1 Encoding Object.

#![cfg(any(feature = "client", feature = "server"))]

use std::fmt::Debug;

use oasmith_runtime::wire::{Field, Kind, Style, decode_form, encode_form};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[track_caller]
fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    fields: &[Field],
    value: &T,
    text: &str,
) {
    let written = encode_form(value, fields);
    assert_eq!(written.as_deref(), Ok(text), "{value:?} is written");
    let read = decode_form::<T>(text.as_bytes(), fields);
    assert_eq!(read.as_ref(), Ok(value), "{text} is read");
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Message {
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    urls: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Address>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    city: String,
    floor: f32,
}

fn address(city: &str) -> Address {
    let (city, floor) = (city.to_owned(), 0.1);
    Address { city, floor }
}

fn message() -> Message {
    Message {
        to: "+41 5".to_owned(),
        count: Some(7),
        urls: vec!["a&b".to_owned(), "c,d".to_owned()],
        address: Some(address("Bern")),
        lines: vec![address("x"), address("y")],
    }
}

const PLAIN: &str = "to=%2B41%205&count=7&urls=a%26b&urls=c%2Cd";

#[test]
fn what_nothing_is_said_of_nests_in_brackets() {
    both_ways(
        &[],
        &message(),
        &format!(
            "{PLAIN}&address%5Bcity%5D=Bern&address%5Bfloor%5D=0.1&lines%5B0%5D%5Bcity%5D=x\
             &lines%5B0%5D%5Bfloor%5D=0.1&lines%5B1%5D%5Bcity%5D=y&lines%5B1%5D%5Bfloor%5D=0.1"
        ),
    );
}

#[test]
fn properties_are_json_where_that_is_said() {
    both_ways(
        &[Field::json("address"), Field::json_items("lines")],
        &message(),
        &format!(
            "{PLAIN}&address=%7B%22city%22%3A%22Bern%22%2C%22floor%22%3A0.1%7D\
             &lines=%7B%22city%22%3A%22x%22%2C%22floor%22%3A0.1%7D&lines=%7B%22city%22%3A%22y%22%2C%22floor%22%3A0.1%7D"
        ),
    );
}

#[test]
fn properties_have_the_styles_of_query_parameters() {
    let urls = |style, explode| Field::styled("urls", style, explode, Kind::List, false);
    let value = Message {
        to: "a".to_owned(),
        urls: vec!["b".to_owned(), "c/d".to_owned()],
        ..Message::default()
    };
    for (field, text) in [
        (urls(Style::Form, false), "to=a&urls=b,c%2Fd"),
        (urls(Style::Form, true), "to=a&urls=b&urls=c%2Fd"),
        (urls(Style::PipeDelimited, false), "to=a&urls=b%7Cc%2Fd"),
        (
            urls(Style::DeepObject, true),
            "to=a&urls%5B%5D=b&urls%5B%5D=c%2Fd",
        ),
        (
            Field::styled("urls", Style::Form, false, Kind::List, true),
            "to=a&urls=b,c/d",
        ),
    ] {
        both_ways(&[field], &value, text);
    }
}

/// The names of a map are the caller's; so are those that the type has, brackets and all.
#[test]
fn names_are_what_the_type_says() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Bracketed {
        #[serde(rename = "ids[]")]
        ids: Vec<i64>,
    }
    both_ways(
        &[],
        &Bracketed { ids: vec![1, 2] },
        "ids%5B%5D=1&ids%5B%5D=2",
    );
    both_ways(
        &[],
        &json!({"a b": "007", "c": {"d": true}}),
        "a%20b=007&c%5Bd%5D=true",
    );
    both_ways(&[], &json!({}), "");
    assert_eq!(
        encode_form(&json!({"a": null, "b": []}), &[]).as_deref(),
        Ok("")
    );
}

#[test]
fn forms_are_read_as_browsers_write_them() {
    let read = |text: &str| decode_form::<Message>(text.as_bytes(), &[]);
    let value = Message {
        to: "a b".to_owned(),
        urls: vec!["c".to_owned()],
        ..Message::default()
    };
    assert_eq!(read("to=a+b&urls=c&other=1"), Ok(value));
}

/// Told is the place, and never a value.
#[test]
fn what_is_wrong_has_a_place() {
    let fields = [Field::json("address"), Field::json_items("lines")];
    for (text, pointer, message) in [
        ("count=secret&to=a", "/count", "must be an integer"),
        ("to=a&to=b", "/to", "must be one value, not a list"),
        ("to=a&address={", "/address", "must be JSON"),
        (
            "to=a&lines={\"city\":\"b\",\"floor\":\"secret\"}",
            "/lines/0/floor",
            "",
        ),
        ("urls=a", "", "must have the property `to`"),
        ("to=%ff", "/to", "must be UTF-8 when percent-decoded"),
    ] {
        let error = decode_form::<Message>(text.as_bytes(), &fields).expect_err(text);
        assert_eq!(error.pointer, pointer, "{text}: {error}");
        assert!(error.message.starts_with(message), "{text}: {error}");
        assert!(!error.message.contains("secret"), "{text}: {error}");
    }
    assert!(decode_form::<Message>(b"\xff", &fields).is_err());
    assert_eq!(
        encode_form(&[1], &[]).map_err(|error| error.to_string()),
        Err("a form holds an object".to_owned())
    );
    let nested: Value = (0..20).fold(json!(1), |value, _| json!({"a": value}));
    assert!(encode_form(&nested, &[]).is_err());
}
