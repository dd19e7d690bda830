//! Every style × explode × place × kind, both ways: the bytes are those of the `OpenAPI` 3.1.1 style table, whose judge
//! is RFC 6570.

#![cfg(any(feature = "client", feature = "server"))]

use std::fmt::Debug;

use oasmith_runtime::wire::{Kind, Parameter, Place, Style};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const COLOR: Parameter = Parameter {
    name: "color",
    place: Place::Query,
    style: Style::Form,
    explode: false,
    kind: Kind::Scalar,
    required: true,
    allow_reserved: false,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Color {
    r: i64,
    g: f64,
    b: String,
}

fn rgb() -> Color {
    Color {
        r: 100,
        g: 200.0,
        b: "150".to_owned(),
    }
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|&item| item.to_owned()).collect()
}

fn encode<T: Serialize + ?Sized>(parameter: &Parameter, value: &T) -> Result<String, String> {
    let mut text = String::new();
    match parameter.place {
        Place::Path => parameter.encode_path(value).map(|path| text = path),
        Place::Query => parameter.encode_query(value, &mut text),
        Place::Header => parameter
            .encode_header(value)
            .map(|header| text = header.unwrap_or_default()),
        Place::Cookie => parameter.encode_cookie(value, &mut text),
    }
    .map(|()| text)
    .map_err(|error| error.to_string())
}

fn decode<T: DeserializeOwned>(parameter: &Parameter, text: &str) -> Result<T, String> {
    match parameter.place {
        Place::Path => parameter.decode_path(text),
        Place::Query => parameter.decode_query(text),
        Place::Header => parameter.decode_header(Some(text)),
        Place::Cookie => parameter.decode_cookie(Some(text)),
    }
    .map_err(|error| error.to_string())
}

#[track_caller]
fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    parameter: &Parameter,
    value: &T,
    text: &str,
) {
    assert_eq!(
        encode(parameter, value).as_deref(),
        Ok(text),
        "{parameter:?} writes {value:?}"
    );
    assert_eq!(
        decode::<T>(parameter, text).as_ref(),
        Ok(value),
        "{parameter:?} reads {text}"
    );
}

/// Place, style, explode; then the texts of a string, an array and an object. Where the standard leaves one open, it is as most servers have it.
const CELLS: &[(Place, Style, bool, &str, &str, &str)] = &[
    (
        Place::Path,
        Style::Simple,
        false,
        "blue",
        "blue,black,brown",
        "R,100,G,200,B,150",
    ),
    (
        Place::Path,
        Style::Simple,
        true,
        "blue",
        "blue,black,brown",
        "R=100,G=200,B=150",
    ),
    (
        Place::Path,
        Style::Label,
        false,
        ".blue",
        ".blue,black,brown",
        ".R,100,G,200,B,150",
    ),
    (
        Place::Path,
        Style::Label,
        true,
        ".blue",
        ".blue.black.brown",
        ".R=100.G=200.B=150",
    ),
    (
        Place::Path,
        Style::Matrix,
        false,
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ),
    (
        Place::Path,
        Style::Matrix,
        true,
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ),
    (
        Place::Query,
        Style::Form,
        false,
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    (
        Place::Query,
        Style::Form,
        true,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    (
        Place::Query,
        Style::SpaceDelimited,
        false,
        "color=blue",
        "color=blue%20black%20brown",
        "color=R%20100%20G%20200%20B%20150",
    ),
    (
        Place::Query,
        Style::SpaceDelimited,
        true,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    (
        Place::Query,
        Style::PipeDelimited,
        false,
        "color=blue",
        "color=blue%7Cblack%7Cbrown",
        "color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    (
        Place::Query,
        Style::PipeDelimited,
        true,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    (
        Place::Query,
        Style::DeepObject,
        false,
        "color=blue",
        "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    (
        Place::Query,
        Style::DeepObject,
        true,
        "color=blue",
        "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    (
        Place::Header,
        Style::Simple,
        false,
        "blue",
        "blue,black,brown",
        "R,100,G,200,B,150",
    ),
    (
        Place::Header,
        Style::Simple,
        true,
        "blue",
        "blue,black,brown",
        "R=100,G=200,B=150",
    ),
    (
        Place::Cookie,
        Style::Form,
        false,
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    (
        Place::Cookie,
        Style::Form,
        true,
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
];

#[test]
fn the_style_table() {
    for &(place, style, explode, scalar, list, object) in CELLS {
        for required in [true, false] {
            let cell = |kind| Parameter {
                place,
                style,
                explode,
                kind,
                required,
                ..COLOR
            };
            both_ways(&cell(Kind::Scalar), &"blue".to_owned(), scalar);
            both_ways(&cell(Kind::List), &texts(&["blue", "black", "brown"]), list);
            both_ways(&cell(Kind::Object), &rgb(), object);
            both_ways(&cell(Kind::Object), &Some(rgb()), object);
        }
    }
}

/// What one side writes the other reads, whatever characters are in it: where it cannot be written it is refused.
#[test]
fn no_character_is_lost() {
    let hostile = [
        "a,b",
        "a b",
        "a|b",
        "a&b=c",
        "a=b",
        "a;b",
        "a.b",
        "a/b",
        "a?b#c",
        "100%",
        "%2F",
        "a+b",
        "é☃𝄞",
        "[x]",
        "\"q\"",
        "null",
        "true",
        "007",
        "1.50",
        "a\r\nb",
        "",
        " ",
        " a ",
        ".",
        "..",
        "\0",
        "~",
        "'",
        "*",
        "\\",
    ];
    let mut written = 0;
    for &(place, style, explode, ..) in CELLS {
        for allow_reserved in [false, true] {
            let cell = |kind| Parameter {
                place,
                style,
                explode,
                kind,
                allow_reserved,
                ..COLOR
            };
            for text in hostile {
                let text = text.to_owned();
                let list = vec![text.clone(), "x".to_owned(), text.clone()];
                let object = Color {
                    b: text.clone(),
                    ..rgb()
                };
                let pairs = std::collections::BTreeMap::from([(text.clone(), text.clone())]);
                written += usize::from(survives(&cell(Kind::Scalar), &text));
                written += usize::from(survives(&cell(Kind::List), &list));
                written += usize::from(survives(&cell(Kind::Object), &object));
                written += usize::from(survives(&cell(Kind::Object), &pairs));
            }
        }
    }
    assert!(written > 2500, "only {written} were written at all");
}

fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    parameter: &Parameter,
    value: &T,
) -> bool {
    let Ok(text) = encode(parameter, value) else {
        return false;
    };
    assert_eq!(
        decode::<T>(parameter, &text).as_ref(),
        Ok(value),
        "{parameter:?} wrote {text}"
    );
    true
}

#[test]
fn empty_values() {
    let optional = Parameter {
        required: false,
        ..COLOR
    };
    let list = |explode| Parameter {
        explode,
        kind: Kind::List,
        ..optional
    };
    both_ways(&COLOR, &String::new(), "color=");
    both_ways(
        &Parameter {
            place: Place::Path,
            style: Style::Matrix,
            ..COLOR
        },
        &String::new(),
        ";color",
    );
    both_ways(&optional, &None::<String>, "");
    both_ways(&list(true), &None::<Vec<String>>, "");
    both_ways(&list(false), &Some(texts(&[""])), "color=");
    assert_eq!(encode(&list(true), &Vec::<i64>::new()), Ok(String::new()));
    assert_eq!(decode::<Vec<i64>>(&list(false), "color="), Ok(Vec::new()));
    assert!(
        encode(
            &Parameter {
                kind: Kind::List,
                ..COLOR
            },
            &Vec::<i64>::new()
        )
        .is_err()
    );
    for place in [Place::Header, Place::Cookie] {
        assert_eq!(
            encode(&Parameter { place, ..optional }, &None::<i64>),
            Ok(String::new())
        );
        assert!(encode(&Parameter { place, ..COLOR }, &None::<i64>).is_err());
    }
    assert_eq!(optional.decode_header::<Option<i64>>(None), Ok(None));
    assert_eq!(optional.decode_cookie::<Option<i64>>(None), Ok(None));
    assert!(
        COLOR
            .decode_query::<Option<i64>>("other=1")
            .is_err_and(|error| error.is_missing())
    );
    assert!(
        COLOR
            .decode_header::<i64>(None)
            .is_err_and(|error| error.is_missing())
    );
    assert!(
        COLOR
            .decode_cookie::<i64>(Some("a=1"))
            .is_err_and(|error| error.is_missing())
    );
}

#[test]
fn a_path_value_stays_within_its_segment() {
    let path = Parameter {
        place: Place::Path,
        style: Style::Simple,
        ..COLOR
    };
    for refused in ["", ".", ".."] {
        assert!(encode(&path, refused).is_err(), "{refused:?}");
    }
    both_ways(&path, &"../a".to_owned(), "..%2Fa");
    assert!(encode(&path, &None::<String>).is_err());
    assert!(
        encode(
            &Parameter {
                style: Style::Label,
                ..path
            },
            ""
        )
        .is_err()
    );
    assert_eq!(decode::<String>(&path, "a+b"), Ok("a+b".to_owned()));
    assert!(decode::<String>(&path, "%ff").is_err());
}

#[test]
fn names_with_brackets() {
    let page = Parameter {
        name: "page[size]",
        ..COLOR
    };
    both_ways(&page, &50, "page%5Bsize%5D=50");
    assert_eq!(decode::<i64>(&page, "page[size]=7&page=8"), Ok(7));
    let mut query = "a=1".to_owned();
    page.encode_query(&50, &mut query)
        .expect("an integer has a form");
    assert_eq!(query, "a=1&page%5Bsize%5D=50");
    let ids = Parameter {
        name: "ids[]",
        explode: true,
        kind: Kind::List,
        ..COLOR
    };
    both_ways(&ids, &vec![1, 2], "ids%5B%5D=1&ids%5B%5D=2");
}

#[test]
fn what_other_writers_send() {
    let list = Parameter {
        kind: Kind::List,
        ..COLOR
    };
    let pipes = Parameter {
        style: Style::PipeDelimited,
        ..list
    };
    let spaces = Parameter {
        style: Style::SpaceDelimited,
        ..list
    };
    assert_eq!(decode(&pipes, "color=a|b%7cc"), Ok(texts(&["a", "b", "c"])));
    assert_eq!(
        decode(&spaces, "color=a+b%20c"),
        Ok(texts(&["a", "b", "c"]))
    );
    assert_eq!(decode(&list, "color=a%2Cb,c"), Ok(texts(&["a,b", "c"])));
    assert_eq!(decode(&list, "color=a%2Cb"), Ok(texts(&["a,b"])));
    for encoded in ["1%2C2%2C3", "1%2c2,3"] {
        let query = format!("color={encoded}");
        assert_eq!(decode(&list, &query), Ok(vec![1, 2, 3]), "{encoded}");
    }
    for wrong in ["1%2Cx", "1%2C", "1%2C2&color=3"] {
        let wrong = format!("color={wrong}");
        assert!(decode::<Vec<i64>>(&list, &wrong).is_err(), "{wrong}");
    }
    assert_eq!(decode(&list, "color=true%2Cfalse"), Ok(vec![true, false]));
    let exploded = Parameter {
        explode: true,
        ..list
    };
    assert!(decode::<Vec<i64>>(&exploded, "color=1%2C2").is_err());
    assert_eq!(decode(&COLOR, "color=a+b"), Ok("a b".to_owned()));
    let deep = Parameter {
        style: Style::DeepObject,
        kind: Kind::Object,
        ..COLOR
    };
    assert_eq!(
        decode(&deep, "x=1&color[R]=100&color%5bG%5d=200&color[B]=150"),
        Ok(rgb())
    );
    let header = Parameter {
        place: Place::Header,
        style: Style::Simple,
        ..list
    };
    assert_eq!(decode(&header, " a, b ,c"), Ok(texts(&["a", "b", "c"])));
    let cookie = Parameter {
        place: Place::Cookie,
        ..COLOR
    };
    assert_eq!(
        decode(&cookie, "a=1;color=\"x=y\"; b"),
        Ok("x=y".to_owned())
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    ids: Vec<i64>,
    price: std::collections::BTreeMap<String, f64>,
}

const FILTER: Parameter = Parameter {
    name: "filter",
    style: Style::DeepObject,
    kind: Kind::Object,
    ..COLOR
};

/// Lists of texts have empty brackets, lists of objects have places: what PHP, Rack and qs write and read.
#[test]
fn deep_objects_nest() {
    for (ids, text) in [
        (vec![7], "filter%5Bids%5D%5B%5D=7"),
        (
            vec![7, 8],
            "filter%5Bids%5D%5B%5D=7&filter%5Bids%5D%5B%5D=8",
        ),
    ] {
        let value = Filter {
            name: None,
            ids,
            price: [("gt".to_owned(), 1.5), ("lt".to_owned(), 2.0)].into(),
        };
        both_ways(
            &FILTER,
            &value,
            &format!("{text}&filter%5Bprice%5D%5Bgt%5D=1.5&filter%5Bprice%5D%5Blt%5D=2"),
        );
    }
    both_ways(
        &FILTER,
        &serde_json::json!({"a": {"b": [{"c": 1}, {"c": 2, "d": ["x"]}]}}),
        "filter%5Ba%5D%5Bb%5D%5B0%5D%5Bc%5D=1&filter%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2\
         &filter%5Ba%5D%5Bb%5D%5B1%5D%5Bd%5D%5B%5D=x",
    );
    both_ways(
        &FILTER,
        &texts(&["a", "b"]),
        "filter%5B%5D=a&filter%5B%5D=b",
    );
    both_ways(&FILTER, &7_i64, "filter=7");
    assert!(encode(&FILTER, &serde_json::json!({"a]b": 1})).is_err());
    assert!(encode(&FILTER, &serde_json::json!({"a": [{"b": 1}, null]})).is_err());
}

#[test]
fn deep_objects_are_read_as_servers_have_them_written() {
    for text in [
        "filter[ids]=7&filter[ids]=8&filter[price][gt]=1",
        "filter[price][gt]=1&filter[ids][1]=8&filter[ids][0]=7",
        "filter[ids][10]=8&filter[price][gt]=1&filter[ids][9]=7",
    ] {
        let value = Filter {
            name: None,
            ids: vec![7, 8],
            price: [("gt".to_owned(), 1.0)].into(),
        };
        assert_eq!(decode(&FILTER, text), Ok(value), "{text}");
    }
    for (text, reason) in [
        (
            "filter[a]=1&filter[a][b]=1",
            "is both a value and an object",
        ),
        ("filter[a][][b]=1", "has items without a place"),
        ("filter[a][]=1&filter[a][b]=1", "has items without a place"),
    ] {
        let error = decode::<serde_json::Value>(&FILTER, text).expect_err(text);
        assert!(error.ends_with(reason), "{text}: {error}");
    }
}

/// What nests deeper than 16 brackets is refused on both sides, before anything follows it with a stack.
#[test]
fn deep_objects_have_a_bottom() {
    let nested = |depth| {
        (0..depth).fold(
            serde_json::json!(1),
            |value, _| serde_json::json!({"a": value}),
        )
    };
    let brackets = |depth| format!("filter{}=1", "[a]".repeat(depth));
    assert!(encode(&FILTER, &nested(16)).is_ok());
    assert_eq!(decode(&FILTER, &brackets(16)), Ok(nested(16)));
    assert!(encode(&FILTER, &nested(17)).is_err());
    assert!(decode::<serde_json::Value>(&FILTER, &brackets(17)).is_err());
    assert!(decode::<serde_json::Value>(&FILTER, &brackets(100_000)).is_err());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sort {
    by: String,
}

/// An exploded object shares the query with other parameters.
#[test]
fn an_exploded_object_takes_only_its_own() {
    let sort = Parameter {
        explode: true,
        kind: Kind::Object,
        required: false,
        ..COLOR
    };
    assert_eq!(
        decode(&sort, "by=x&page=1"),
        Ok(Some(Sort { by: "x".to_owned() }))
    );
    assert_eq!(decode(&sort, "page=1"), Ok(None::<Box<Sort>>));
    assert!(
        decode::<Sort>(
            &Parameter {
                required: true,
                ..sort
            },
            "page=1"
        )
        .is_err()
    );
    assert!(decode::<Sort>(&sort, "by=x&by=y").is_err());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Asc,
    Desc,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(u8);

#[test]
fn the_type_decides() {
    both_ways(&COLOR, &Order::Desc, "color=desc");
    both_ways(&COLOR, &Wrapped(7), "color=7");
    both_ways(&COLOR, &"007".to_owned(), "color=007");
    both_ways(&COLOR, &i64::MIN, "color=-9223372036854775808");
    both_ways(
        &COLOR,
        &u128::MAX,
        "color=340282366920938463463374607431768211455",
    );
    both_ways(&COLOR, &0.1_f32, "color=0.1");
    both_ways(&COLOR, &1e300, "color=1e300");
    both_ways(&COLOR, &-0.0, "color=-0");
    both_ways(&COLOR, &true, "color=true");
    both_ways(&COLOR, &'é', "color=%C3%A9");
    for value in [
        serde_json::json!(5),
        serde_json::json!(u64::MAX),
        serde_json::json!(1.5),
        serde_json::json!(false),
    ] {
        both_ways(&COLOR, &value, &format!("color={value}"));
    }
    for text in [
        "007", "1.50", "1e5", "null", "+1", "NaN", "%5B1%5D", "%221%22", "",
    ] {
        let value: serde_json::Value =
            decode(&COLOR, &format!("color={text}")).expect("any text is a value");
        assert!(value.is_string(), "{text}");
    }
    let list = Parameter {
        kind: Kind::List,
        ..COLOR
    };
    both_ways(&list, &(1, "a".to_owned()), "color=1,a");
    assert!(decode::<(i64,)>(&list, "color=1,2").is_err());
}

#[test]
fn errors_name_the_parameter_and_not_the_value() {
    let secret = "hunter2";
    let query = &format!("color={secret}");
    let errors = [
        decode::<i64>(&COLOR, query).err(),
        decode::<f64>(&COLOR, query).err(),
        decode::<bool>(&COLOR, query).err(),
        decode::<Order>(&COLOR, query).err(),
        decode::<char>(&COLOR, query).err(),
        decode::<std::num::NonZeroU8>(&COLOR, "color=0").err(),
        decode::<std::net::IpAddr>(&COLOR, query).err(),
        decode::<String>(&COLOR, &format!("{query}&{query}")).err(),
        decode::<Color>(
            &Parameter {
                kind: Kind::Object,
                ..COLOR
            },
            query,
        )
        .err(),
        encode(&COLOR, &[[secret]]).err(),
        encode(&COLOR, &f64::NAN).err(),
        encode(&COLOR, &[None, Some(secret)]).err(),
        encode(
            &Parameter {
                place: Place::Header,
                style: Style::Simple,
                ..COLOR
            },
            "hunter2\r\nx: y",
        )
        .err(),
    ];
    for error in errors {
        let error = error.expect("each is refused");
        assert!(error.contains(" parameter `color` "), "{error}");
        assert!(!error.contains(secret), "{error}");
    }
    assert_eq!(
        decode::<i64>(&COLOR, query),
        Err("query parameter `color` must be an integer".to_owned())
    );
    assert_eq!(
        decode::<u8>(&COLOR, "color=256"),
        Err("query parameter `color` must be an integer from 0 to 255".to_owned())
    );
    assert_eq!(
        decode::<i64>(&COLOR, ""),
        Err("query parameter `color` is required".to_owned())
    );
}

#[test]
fn reserved_characters_may_stay() {
    let open = Parameter {
        allow_reserved: true,
        ..COLOR
    };
    both_ways(
        &open,
        &"a/b?c:d,e=f#&+%".to_owned(),
        "color=a/b?c:d,e=f%23%26%2B%25",
    );
    both_ways(
        &Parameter {
            kind: Kind::List,
            ..open
        },
        &texts(&["a/b", "c,d"]),
        "color=a/b,c%2Cd",
    );
}

#[test]
fn json_as_a_parameter() {
    let filter = Parameter {
        name: "filter",
        kind: Kind::Json,
        required: false,
        ..COLOR
    };
    both_ways(
        &filter,
        &Some(rgb()),
        "filter=%7B%22R%22%3A100%2C%22G%22%3A200.0%2C%22B%22%3A%22150%22%7D",
    );
    both_ways(&filter, &None::<Color>, "");
    both_ways(&filter, &"a".to_owned(), "filter=%22a%22");
    for text in ["hunter2", "%22hunter2%22", "%7B%7D"] {
        let error = decode::<Color>(&filter, &format!("filter={text}")).expect_err("no color");
        assert!(!error.contains("hunter2"), "{error}");
    }
}

/// Whatever a client sends, the answer is a value or an error.
#[test]
fn no_text_panics() {
    const ALPHABET: &[&str] = &[
        "%", "=", "&", ";", ",", ".", "[", "]", "+", "|", "a", "1", "-", "e", "é", " ", "%5B",
        "%ff", "color", "R", "\"", "true",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..1000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(ALPHABET[usize::try_from(state % 1000).expect("small") % ALPHABET.len()]);
        }
        for &(place, style, explode, ..) in CELLS {
            for kind in [Kind::Scalar, Kind::List, Kind::Object, Kind::Json] {
                let parameter = Parameter {
                    place,
                    style,
                    explode,
                    kind,
                    ..COLOR
                };
                let _ = decode::<Option<f64>>(&parameter, &text);
                let _ = decode::<Vec<i64>>(&parameter, &text);
                let _ = decode::<Color>(&parameter, &text);
                let _ = decode::<serde_json::Value>(&parameter, &text);
            }
        }
    }
}
