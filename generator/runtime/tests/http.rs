//! Media types, `Accept`, and JSON with the place of its mistakes.

#![cfg(any(feature = "client", feature = "server"))]

use std::collections::BTreeMap;

use oasmith_runtime::http::{Body, MediaType, ReadError, acceptable, from_json};

#[test]
fn media_types() {
    for (text, is_json, is_utf8) in [
        ("application/json", true, true),
        ("Application/JSON ; Charset=\"UTF-8\"", true, true),
        ("application/problem+json", true, true),
        ("application/json;charset=latin1", true, false),
        ("text/json", false, true),
        ("application/jsonp", false, true),
        ("multipart/mixed; boundary=\"a;b\\\"c\"", false, true),
    ] {
        let read: MediaType = text.parse().expect("a media type");
        assert_eq!(
            (read.is_json(), read.is_utf8()),
            (is_json, is_utf8),
            "{text}"
        );
    }
    let quoted: MediaType = "multipart/mixed; boundary=\"a;b\\\"c\""
        .parse()
        .expect("a media type");
    assert_eq!(quoted.parameter("boundary"), Some("a;b\"c"));
    for wrong in [
        "",
        "json",
        "/",
        "application/",
        "a b/c",
        "application/json/x",
    ] {
        assert!(wrong.parse::<MediaType>().is_err(), "{wrong}");
    }
}

#[test]
fn accept() {
    const OFFERED: &[&str] = &["application/json", "text/csv"];
    for (header, accepted) in [
        ("", true),
        ("*/*", true),
        ("text/*", true),
        ("application/json;q=0.001", true),
        ("text/html, */*;q=0.1", true),
        ("application/json;q=0, text/*", true),
        ("text/html", false),
        ("text/html, image/*", false),
        ("*/*;q=0", false),
        ("application/json;q=0, text/csv;q=0.000, */*", false),
        ("application/json;q=0, text/*;q=0.0", false),
        // What cannot be read says nothing.
        ("garbage", true),
        ("application/json;q=high", true),
    ] {
        assert_eq!(acceptable(header, OFFERED), accepted, "{header}");
    }
    assert!(acceptable("text/html", &[]));
    assert!(acceptable("image/png", &["image/*"]));
}

/// JSON Schema 2020-12 core, section 4.2.3: `1.0` is an integer.
#[test]
fn integers_however_they_are_spelled() {
    for (text, integer) in [
        ("[7]", Some(7)),
        ("[-15655.0]", Some(-15655)),
        ("[0.0]", Some(0)),
        ("[-0.0]", Some(0)),
        ("[1e2]", Some(100)),
        ("[1.50E+1]", Some(15)),
        ("[1200e-2]", Some(12)),
        ("[9.223372036854775807e18]", Some(i64::MAX)),
        ("[9223372036854775808.0]", None),
        ("[1.5]", None),
        ("[15e-1]", None),
        ("[1e40]", None),
        ("[1e-99999999999999999999]", None),
        (r#"["1.0"]"#, None),
    ] {
        let read = from_json::<Vec<i64>>(text.as_bytes()).ok();
        assert_eq!(read, integer.map(|integer| vec![integer]), "{text}");
    }
    // Texts that look like numbers stay, and so do numbers that are asked for as such.
    let (text, number, integer): (String, f64, i64) =
        from_json(br#"["a\"1.0\\", 2.0, 3.0]"#).expect("JSON");
    assert_eq!((text.as_str(), integer), ("a\"1.0\\", 3));
    assert!((number - 2.0).abs() < f64::EPSILON);
    let wrong = from_json::<Vec<i64>>(b"[1.0, 2.5]").expect_err("2.5 is none");
    assert!(wrong.is_json, "{wrong}");
}

#[test]
fn places_in_json() {
    type Lists = BTreeMap<String, Vec<i64>>;
    assert_eq!(
        from_json::<Lists>(br#"{"a": [1]}"#).expect("JSON")["a"],
        [1]
    );
    for (text, is_json, pointer) in [
        (&br#"{"a/b~": [1, "x"]}"#[..], true, "/a~1b~0/1"),
        (b"[]", true, ""),
        (br#"{"a": [1, "x"}"#, false, ""),
        (br#"{"a": [1]} x"#, false, ""),
        (b"{\"a\": \xff}", false, ""),
        (b"", false, ""),
    ] {
        let error = from_json::<Lists>(text).expect_err("another shape");
        assert_eq!(
            (error.is_json, error.pointer.as_str()),
            (is_json, pointer),
            "{error}"
        );
    }
    let (keyword, message) = from_json::<Lists>(br#"{"a": ["canary, expected canary"]}"#)
        .expect_err("text")
        .violation();
    assert_eq!(
        (keyword, message.as_str()),
        ("type", "is not an integer of the declared size")
    );
}

#[tokio::test]
async fn bodies_are_bounded() {
    assert_eq!(
        Body::from("12345").read(5).await.expect("five bytes"),
        "12345"
    );
    assert!(matches!(
        Body::from("123456").read(5).await,
        Err(ReadError::TooLarge(5))
    ));
    let stream = || Body::stream(Body::from("123456"));
    assert_eq!(stream().read(6).await.expect("six bytes"), "123456");
    assert!(matches!(
        stream().read(5).await,
        Err(ReadError::TooLarge(5))
    ));
}

#[tokio::test]
async fn a_beginning_says_whether_it_is_all() {
    for (limit, bytes, is_whole) in [
        (7, "123456", true),
        (6, "123456", true),
        (5, "12345", false),
    ] {
        for body in [Body::from("123456"), Body::stream(Body::from("123456"))] {
            let read = body.beginning(limit).await.expect("a beginning");
            assert_eq!(
                (&read.bytes[..], read.is_whole),
                (bytes.as_bytes(), is_whole)
            );
        }
    }
    let nothing = Body::empty().beginning(0).await.expect("nothing");
    assert!(nothing.is_whole, "nothing fits into nothing");
}
