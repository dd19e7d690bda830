//! Unions that one property decides, and unions of formats.

#![cfg(feature = "validate")]

use oasmith_runtime::text::Text;
use oasmith_runtime::time::{Date, DateTime};
use oasmith_runtime::union_::{self, Branch, Kinds, Union};
use oasmith_runtime::validate::{Path, Validate, Violations, fits_branches, fits_some_branch};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Circle {
    kind: String,
    radius: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Group {
    kind: String,
    parts: Vec<Shape>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Shape {
    Circle(Circle),
    Group(Group),
    Unknown(Value),
}

impl Union for Shape {
    const BRANCHES: &'static [Branch<Self>] = &[
        Branch {
            required: &["kind", "radius"],
            fixed: &[("kind", &["circle", "disc"])],
            properties: &["kind", "radius"],
            ..Branch::new("Circle", Kinds::OBJECT, |value| {
                union_::branch(value, Self::Circle)
            })
        },
        Branch {
            required: &["kind", "parts"],
            fixed: &[("kind", &["group"])],
            properties: &["kind", "parts"],
            ..Branch::new("Group", Kinds::OBJECT, |value| {
                union_::branch(value, Self::Group)
            })
        },
    ];

    fn unknown(value: Value) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union_::deserialize(deserializer)
    }
}

fn circle(kind: &str) -> Shape {
    Shape::Circle(Circle {
        kind: kind.to_owned(),
        radius: 2.5,
    })
}

#[test]
fn a_tag_decides_wherever_it_stands() {
    for (text, kind) in [
        (r#"{"kind":"circle","radius":2.5}"#, "circle"),
        (r#" { "radius" : 2.5 , "kind" : "disc" } "#, "disc"),
        (
            r#"{"x":[{"kind":"group"},"}"],"radius":2.5,"kind":"disc"}"#,
            "disc",
        ),
        (r#"{"\u006bind":"\u0064isc","radius":2.5}"#, "disc"),
        // Of two properties with one name the last counts.
        (r#"{"kind":"group","radius":2.5,"kind":"circle"}"#, "circle"),
    ] {
        let read: Shape = serde_json::from_str(text).expect(text);
        assert_eq!(read, circle(kind), "{text}");
    }
    let text = r#"{"kind":"group","parts":[{"kind":"group","parts":[{"kind":"disc","radius":2.5}]},{"kind":"?"}]}"#;
    let Shape::Group(group) = serde_json::from_str(text).expect("a group") else {
        panic!("not a group")
    };
    let [Shape::Group(inner), Shape::Unknown(unknown)] = &group.parts[..] else {
        panic!("{group:?}")
    };
    assert_eq!(
        (&inner.parts[..], unknown),
        (&[circle("disc")][..], &json!({"kind": "?"}))
    );
}

#[test]
fn what_a_tag_leads_to_and_cannot_be_read_is_kept() {
    for value in [
        json!({"kind": "circle"}),
        json!({"kind": "circle", "radius": "wide"}),
        json!({"kind": "square", "radius": 1}),
        json!({"kind": 1}),
        json!({"radius": 1}),
        json!([]),
        json!("circle"),
    ] {
        let read: Shape = serde_json::from_str(&value.to_string()).expect("an open union");
        assert_eq!(read, Shape::Unknown(value.clone()));
        assert_eq!(serde_json::to_value(&read).expect("JSON"), value);
    }
    let misfits = union_::misfits::<Shape>(&json!({"kind": "circle", "radius": "wide"}));
    assert_eq!(
        union_sentence(&misfits),
        "not `Group`: the property `kind` must be one of `group`; not `Circle`: /radius: it must be a number"
    );
}

fn union_sentence(misfits: &[union_::Misfit]) -> String {
    let each: Vec<_> = misfits.iter().map(ToString::to_string).collect();
    each.join("; ")
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum When {
    Text(String),
    Date(Date),
    DateTime(DateTime),
    Unknown(Value),
}

impl Union for When {
    const BRANCHES: &'static [Branch<Self>] = &[
        Branch::new("Text", Kinds::TEXT, |value| {
            union_::branch(value, Self::Text)
        }),
        Branch {
            format: Some(<Date as Text>::reads),
            ..Branch::new("Date", Kinds::TEXT, |value| {
                union_::branch(value, Self::Date)
            })
        },
        Branch {
            format: Some(<DateTime as Text>::reads),
            ..Branch::new("DateTime", Kinds::TEXT, |value| {
                union_::branch(value, Self::DateTime)
            })
        },
    ];

    fn unknown(value: Value) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union_::deserialize(deserializer)
    }
}

impl Validate for When {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        fn own(value: &When, at: &Path<'_>, out: &mut Violations) {
            match value {
                When::Text(_) => {}
                When::Date(value) => value.validate_into(at, out),
                When::DateTime(value) => value.validate_into(at, out),
                When::Unknown(value) => fits_some_branch::<When>(value, "oneOf", at, out),
            }
        }
        fits_branches(self, "oneOf", own, at, out);
    }
}

#[test]
fn a_string_beside_formats_stands_for_all_others() {
    let date = Date::parse("2026-01-31").expect("a date");
    let time = DateTime::parse("2026-01-31T10:00:00Z").expect("a date-time");
    for (text, expected) in [
        ("2026-01-31", When::Date(date)),
        ("2026-01-31T10:00:00Z", When::DateTime(time)),
        ("tomorrow", When::Text("tomorrow".to_owned())),
    ] {
        let read: When = serde_json::from_value(json!(text)).expect("an open union");
        assert_eq!(read, expected);
        assert_eq!(read.validate().map_err(|found| found.to_string()), Ok(()));
    }
    assert!(When::Unknown(json!(1)).validate().is_err());
}
