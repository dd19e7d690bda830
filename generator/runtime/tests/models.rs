//! What models are made of: presence, open enums, unions, secrets and bytes.

use std::collections::BTreeMap;

use oasmith_runtime::base64::Base64;
use oasmith_runtime::open::{self, OpenEnum, Unknown};
use oasmith_runtime::record::{self, Reader, Record, Writer};
use oasmith_runtime::secret::Secret;
use oasmith_runtime::union_::{self, Branch, Kinds, Misfit, Union};
use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
#[expect(
    clippy::option_option,
    reason = "absent, null and a value are three things"
)]
struct Presence {
    nullable: Option<i64>,
    optional: Option<i64>,
    both: Option<Option<i64>>,
}

impl Serialize for Presence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::new(serializer)?;
        writer.required("nullable", &self.nullable);
        writer.optional("optional", &self.optional);
        writer.optional("both", &self.both);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Presence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        record::deserialize(deserializer)
    }
}

impl<'de> Record<'de> for Presence {
    const NAMES: &'static [&'static str] = &["nullable", "optional", "both"];

    fn read<A: MapAccess<'de>>(reader: &mut Reader<A>) -> Result<Self, A::Error> {
        let (mut nullable, mut optional, mut both) = (None, None, None);
        while let Some(index) = reader.property()? {
            match index {
                0 => reader.read(&mut nullable),
                1 => reader.read(&mut optional),
                2 => reader.read(&mut both),
                _ => reader.skip(),
            }?;
        }
        Ok(Self {
            nullable: reader.required("nullable", nullable)?,
            optional,
            both,
        })
    }
}

#[test]
fn presence() {
    for (survives, same) in [
        (r#"{"nullable":null}"#, None),
        (r#"{"nullable":1,"optional":2,"both":3}"#, None),
        (r#"{"nullable":1,"both":null}"#, None),
        (
            r#"{"both":3,"other":[{}],"nullable":1}"#,
            Some(r#"{"nullable":1,"both":3}"#),
        ),
    ] {
        let read: Presence = serde_json::from_str(survives).expect("it is of the schema");
        let written = serde_json::to_string(&read).expect("JSON");
        assert_eq!(written, same.unwrap_or(survives));
        let value: Value = serde_json::from_str(survives).expect("JSON");
        assert_eq!(Presence::deserialize(value).expect("the same"), read);
    }
    for (refused, reason) in [
        ("{}", "missing field `nullable`"),
        (r#"{"optional":1}"#, "missing field `nullable`"),
        (
            r#"{"nullable":1,"optional":null}"#,
            "invalid type: null, expected i64",
        ),
        (
            r#"{"nullable":1,"nullable":1}"#,
            "duplicate field `nullable`",
        ),
        ("[1,2,3]", "invalid type: sequence, expected an object"),
    ] {
        let error = serde_json::from_str::<Presence>(refused).expect_err(refused);
        assert!(error.to_string().starts_with(reason), "{error}");
    }
}

#[derive(Debug, Default, PartialEq)]
struct Open {
    name: Option<String>,
    others: BTreeMap<String, i64>,
}

impl Serialize for Open {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::new(serializer)?;
        writer.optional("name", &self.name);
        writer.others(&self.others);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        record::deserialize_open(deserializer)
    }
}

impl<'de> Record<'de> for Open {
    const NAMES: &'static [&'static str] = &["name"];

    fn read<A: MapAccess<'de>>(reader: &mut Reader<A>) -> Result<Self, A::Error> {
        let (mut name, mut others) = (None, BTreeMap::new());
        while let Some(index) = reader.property()? {
            match index {
                0 => reader.read(&mut name),
                _ => reader.other(&mut others),
            }?;
        }
        Ok(Self { name, others })
    }
}

#[test]
fn other_properties() {
    for survives in ["{}", r#"{"name":"Ida","":0,"a":1,"b\"":2}"#, r#"{"a":1}"#] {
        let read: Open = serde_json::from_str(survives).expect("it is of the schema");
        let written = serde_json::to_string(&read).expect("JSON");
        assert_eq!(written, survives);
    }
    assert!(serde_json::from_str::<Open>(r#"{"a":"1"}"#).is_err());
}

/// What a writer is told after it failed changes nothing.
#[test]
fn writing_fails() {
    struct Unwritable;

    impl Serialize for Unwritable {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut writer = Writer::new(serializer)?;
            writer.required("map", &BTreeMap::from([([1, 2], 3)]));
            writer.required("name", "");
            writer.end()
        }
    }

    let error = serde_json::to_string(&Unwritable).expect_err("a key is no array");
    assert_eq!(error.to_string(), "key must be a string");
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Status {
    Queued,
    Empty,
    Unknown(Unknown<Self>),
}

impl OpenEnum for Status {
    const VALUES: &'static [(&'static str, Self)] = &[("queued", Self::Queued), ("", Self::Empty)];

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

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        open::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        open::deserialize(deserializer)
    }
}

#[test]
fn open_enums() {
    assert_eq!(open::parse::<Status>("queued"), Status::Queued);
    assert_eq!(open::parse::<Status>(""), Status::Empty);
    for text in ["queued", "", "Queued", "später", "null"] {
        let read: Status = serde_json::from_value(json!(text)).expect("any text is read");
        assert_eq!(open::as_str(&read), text);
        assert_eq!(read.as_unknown().is_none(), ["queued", ""].contains(&text));
        assert_eq!(serde_json::to_value(&read).expect("JSON"), json!(text));
    }
    assert!(serde_json::from_value::<Status>(json!(1)).is_err());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Cat {
    name: String,
    lives: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pet {
    name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Job {
    kind: String,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Answer {
    Many(Vec<i64>),
    Number(f64),
    Integer(i64),
    Text(String),
    Status(Status),
    Pet(Pet),
    Cat(Box<Cat>),
    Job(Job),
    Unknown(Value),
}

impl Union for Answer {
    const BRANCHES: &'static [Branch<Self>] = &[
        Branch::new("Many", Kinds::ARRAY, |value| {
            union_::branch(value, Self::Many)
        }),
        Branch::new("Number", Kinds::NUMBER, |value| {
            union_::branch(value, Self::Number)
        }),
        Branch::new("Integer", Kinds::INTEGER, |value| {
            union_::branch(value, Self::Integer)
        }),
        Branch::new("Text", Kinds::TEXT, |value| {
            union_::branch(value, Self::Text)
        }),
        Branch {
            texts: &["queued", ""],
            ..Branch::new("Status", Kinds::TEXT, |value| {
                union_::branch(value, Self::Status)
            })
        },
        Branch {
            required: &["name"],
            properties: &["name"],
            ..Branch::new("Pet", Kinds::OBJECT, |value| {
                union_::branch(value, Self::Pet)
            })
        },
        Branch {
            required: &["name"],
            properties: &["name", "lives"],
            ..Branch::new("Cat", Kinds::OBJECT, |value| {
                union_::branch(value, Self::Cat)
            })
        },
        Branch {
            required: &["kind"],
            fixed: &[("kind", &["job", "task"])],
            properties: &["kind"],
            ..Branch::new("Job", Kinds::OBJECT, |value| {
                union_::branch(value, Self::Job)
            })
        },
    ];

    fn unknown(value: Value) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union_::deserialize(deserializer)
    }
}

#[test]
fn unions_take_the_most_specific_branch() {
    let name = || "Mia".to_owned();
    for (value, expected) in [
        (json!([1, 2]), Answer::Many(vec![1, 2])),
        (
            json!(9_007_199_254_740_993_i64),
            Answer::Integer(9_007_199_254_740_993),
        ),
        (json!(1.5), Answer::Number(1.5)),
        // JSON Schema 2020-12 core, section 4.2.3: `3.0` is an integer.
        (json!(3.0), Answer::Integer(3)),
        (json!([1.0, 2e0]), Answer::Many(vec![1, 2])),
        (json!("later"), Answer::Text("later".to_owned())),
        (json!("queued"), Answer::Status(Status::Queued)),
        (json!({"name": "Mia"}), Answer::Pet(Pet { name: name() })),
        (
            json!({"name": "Mia", "lives": 9}),
            Answer::Cat(Box::new(Cat {
                name: name(),
                lives: 9,
            })),
        ),
        (
            json!({"name": "Mia", "lives": 9.0}),
            Answer::Cat(Box::new(Cat {
                name: name(),
                lives: 9,
            })),
        ),
        (
            json!({"kind": "job"}),
            Answer::Job(Job {
                kind: "job".to_owned(),
            }),
        ),
        (
            json!({"kind": "task", "name": "Mia"}),
            Answer::Job(Job {
                kind: "task".to_owned(),
            }),
        ),
    ] {
        assert_eq!(
            serde_json::from_value::<Answer>(value.clone()).expect("an open union"),
            expected,
            "{value}"
        );
    }
}

#[test]
fn what_fits_no_branch_is_kept_and_explained() {
    for value in [
        json!(null),
        json!(["hunter2"]),
        json!({"kind": "hunter2"}),
        json!({"name": {"hunter2": 1}}),
    ] {
        let read: Answer = serde_json::from_value(value.clone()).expect("an open union");
        assert_eq!(read, Answer::Unknown(value.clone()));
        assert_eq!(serde_json::to_value(&read).expect("JSON"), value);
        let misfits = union_::misfits::<Answer>(&value);
        assert_eq!(misfits.len(), Answer::BRANCHES.len());
        assert!(
            misfits
                .iter()
                .all(|misfit| !misfit.to_string().contains("hunter2")),
            "{misfits:?}"
        );
    }
    let misfits = union_::misfits::<Answer>(&json!(["hunter2"]));
    let many = misfits
        .iter()
        .find(|misfit| misfit.branch == "Many")
        .expect("one for each branch");
    assert_eq!(
        many.to_string(),
        "not `Many`: /0: it must be an integer within bounds"
    );
}

#[test]
fn a_union_reads_the_same_whatever_it_is_read_from() {
    let text = " {\"n\\u0061me\": \"M\\u0069a\", \"lives\": 9.0, \"lives\": 8.0}";
    let cat = || {
        Answer::Cat(Box::new(Cat {
            name: "Mia".to_owned(),
            lives: 8,
        }))
    };
    let value: Value = serde_json::from_str(text).expect("JSON");
    let tuple = serde::de::value::MapDeserializer::<_, serde_json::Error>::new(
        [("name", Value::from("Mia")), ("lives", Value::from(8))].into_iter(),
    );
    for read in [
        serde_json::from_str::<Answer>(text),
        serde_json::from_slice(text.as_bytes()),
        serde_json::from_reader(text.as_bytes()),
        serde_json::from_value(value.clone()),
        Answer::deserialize(&value),
        Answer::deserialize(tuple),
    ] {
        assert_eq!(read.expect("a cat"), cat());
    }
    let job = serde_json::from_str::<Answer>("{\"kind\":\"job\",\"kind\":\"ta\\u0073k\"}");
    assert_eq!(
        job.expect("the last of both counts"),
        Answer::Job(Job {
            kind: "task".to_owned()
        })
    );
    for broken in [
        "{\"kind\":\"job\"",
        "[1,",
        "{\"name\":\"\\ud800\"}",
        "nul",
        "{\"kind\" 1}",
    ] {
        assert!(serde_json::from_str::<Answer>(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_union_does_not_follow_a_value_deeper_than_json_goes() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(serde_json::from_str::<Answer>(&nested(100)).is_ok());
    assert!(serde_json::from_str::<Answer>(&nested(100_000)).is_err());
    let filters = |depth: usize| "{\"of\":[".repeat(depth) + "true" + &"]}".repeat(depth);
    assert!(serde_json::from_str::<Filter>(&filters(50)).is_ok());
    assert!(serde_json::from_str::<Filter>(&filters(100_000)).is_err());
}

#[test]
fn a_misfit_names_the_place() {
    let misfits = union_::misfits::<Filter>(&json!({"of": [true, {"of": ["x", true]}, true]}));
    let and = misfits.iter().find(|misfit| misfit.branch == "And");
    assert_eq!(
        and.map(Misfit::to_string).unwrap_or_default(),
        "not `And`: /of/1: fits no branch (not `Leaf`: it is of another JSON type; \
         not `And`: /of/0: fits no branch (not `And`: it is of another JSON type; \
         not `Or`: it is of another JSON type; not `Leaf`: it is of another JSON type); \
         not `Or`: /of/0: fits no branch (not `And`: it is of another JSON type; \
         not `Or`: it is of another JSON type; not `Leaf`: it is of another JSON type))"
    );
}

#[derive(Debug, Deserialize)]
struct All {
    of: Vec<Filter>,
}

#[derive(Debug)]
enum Filter {
    And(All),
    Or(All),
    Leaf(bool),
}

/// A closed union that holds itself in two branches which cannot be told apart.
impl Union for Filter {
    const BRANCHES: &'static [Branch<Self>] = &[
        Branch::new("And", Kinds::OBJECT, |value| {
            union_::branch(value, Self::And)
        }),
        Branch::new("Or", Kinds::OBJECT, |value| union_::branch(value, Self::Or)),
        Branch::new("Leaf", Kinds::BOOLEAN, |value| {
            union_::branch(value, Self::Leaf)
        }),
    ];

    fn unknown(_: Value) -> Option<Self> {
        None
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union_::deserialize(deserializer)
    }
}

#[test]
fn a_hostile_value_does_not_hang_a_closed_union() {
    let nested = |bottom: Value| (0..50).fold(bottom, |value, _| json!({"of": [value]}));
    for _ in 0..2 {
        let error = serde_json::from_value::<Filter>(nested(json!(1))).expect_err("no filter");
        assert!(error.to_string().len() < 5000);
        let read = serde_json::from_value::<Filter>(nested(json!(true)))
            .expect("the next value starts afresh");
        let (Filter::And(All { of }) | Filter::Or(All { of })) = read else {
            panic!("not a leaf")
        };
        assert!(!matches!(of[..], [Filter::Leaf(false)]));
    }
}

#[test]
fn secrets_are_not_shown() {
    let secret: Secret = serde_json::from_value(json!("hunter2")).expect("a string");
    assert_eq!(format!("{:?}", Some(&secret)), "Some([redacted])");
    assert_eq!(
        (
            secret.expose(),
            serde_json::to_value(&secret).expect("JSON")
        ),
        ("hunter2", json!("hunter2"))
    );
}

#[test]
fn base64_of_rfc_4648() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(Base64::from_bytes(bytes.as_bytes()).as_str(), text);
        assert_eq!(
            Base64::from_text(text).decode().as_deref(),
            Ok(bytes.as_bytes())
        );
        assert_eq!(
            Base64::from_text(text.replace('=', "")).decode().as_deref(),
            Ok(bytes.as_bytes())
        );
    }
    assert_eq!(
        Base64::from_text("Zm9v\r\nYmFy").decode().as_deref(),
        Ok(&b"foobar"[..])
    );
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(Base64::from_bytes(&all).decode(), Ok(all));
    for refused in [
        "Z", "Zg=", "Zm9vY", "Z===", "====", "Zm 9v", "Zm9-", "Zg==Zg==",
    ] {
        assert!(Base64::from_text(refused).decode().is_err(), "{refused}");
    }
}
