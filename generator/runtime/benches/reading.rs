//! How long generated types take to read JSON, beside structs and enums for which `serde_derive` writes the code: `cargo bench -p oasmith-runtime --bench reading`. The types are those of `tests/codegen/branches.yaml`.
//!
//! Each pair takes turns, and of each the fastest turn counts: whatever disturbs makes a turn slower. Printed is how many times as
//! fast the generated type is. A union's value is always of the last branch.

#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench takes the time and prints figures"
)]

#[path = "../../../tests/src/branches/models/mod.rs"]
#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    reason = "it is what is generated"
)]
mod models;
use oasmith_runtime as runtime;

/// Unions as they are generated, of records of nine properties: decided by a tag or `const`, by a required property, by the JSON type.
mod written {
    use super::runtime::record::{Reader, Record, deserialize as read_record};
    use super::runtime::union_::{self, Branch, Kinds, Union};
    use serde::de::{Deserialize, Deserializer, MapAccess};
    use serde_json::Value;

    macro_rules! records {
        ($($name:ident $property:ident)*) => {$(
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            #[allow(clippy::struct_field_names, reason = "a branch is told by a property of its name")]
            pub(crate) struct $name {
                id: String,
                kind: String,
                name: Option<String>,
                age: Option<i64>,
                created_at: String,
                note: Option<String>,
                active: bool,
                score: Option<f64>,
                $property: String,
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    read_record(deserializer)
                }
            }

            impl<'de> Record<'de> for $name {
                const NAMES: &'static [&'static str] = &[
                    "id", "kind", "name", "age", "created_at", "note", "active", "score", stringify!($property),
                ];

                fn read<A: MapAccess<'de>>(reader: &mut Reader<A>) -> Result<Self, A::Error> {
                    let (mut id, mut kind, mut name, mut age) = (None, None, None, None);
                    let (mut created_at, mut note, mut active, mut score) = (None, None, None, None);
                    let mut $property = None;
                    while let Some(index) = reader.property()? {
                        match index {
                            0 => reader.read(&mut id),
                            1 => reader.read(&mut kind),
                            2 => reader.read(&mut name),
                            3 => reader.read(&mut age),
                            4 => reader.read(&mut created_at),
                            5 => reader.read(&mut note),
                            6 => reader.read(&mut active),
                            7 => reader.read(&mut score),
                            8 => reader.read(&mut $property),
                            _ => reader.skip(),
                        }?;
                    }
                    Ok(Self {
                        id: reader.required("id", id)?,
                        kind: reader.required("kind", kind)?,
                        name,
                        age,
                        created_at: reader.required("created_at", created_at)?,
                        note,
                        active: reader.required("active", active)?,
                        score,
                        $property: reader.required(stringify!($property), $property)?,
                    })
                }
            }
        )*};
    }

    /// What is fixed where a tag decides, and where it does not.
    macro_rules! fixed {
        (tag $property:ident) => {
            &[("kind", &[stringify!($property)])]
        };
        (required $property:ident) => {
            &[]
        };
    }

    macro_rules! unions {
        ($($name:ident by $way:ident: $($branch:ident $property:ident)*;)*) => {$(
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) enum $name {
                $($branch(Box<$branch>),)*
                Unknown(Value),
            }

            impl Union for $name {
                const BRANCHES: &'static [Branch<Self>] = &[$(Branch {
                    required: &["id", "kind", "created_at", "active", stringify!($property)],
                    fixed: fixed!($way $property),
                    properties: <$branch as Record<'static>>::NAMES,
                    ..Branch::new(stringify!($branch), Kinds::OBJECT, |value| union_::branch(value, Self::$branch))
                }),*];

                fn unknown(value: Value) -> Option<Self> {
                    Some(Self::Unknown(value))
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    union_::deserialize(deserializer)
                }
            }
        )*};
    }

    records! {
        Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad
    }

    unions! {
        TwoTagged by tag: Ant ant Bee bee;
        FiveTagged by tag: Ant ant Bee bee Cow cow Dog dog Eel eel;
        TwentyTagged by tag: Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad;
        TwoRequired by required: Ant ant Bee bee;
        FiveRequired by required: Ant ant Bee bee Cow cow Dog dog Eel eel;
        TwentyRequired by required: Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad;
    }

    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    pub(crate) enum Kind {
        Text(String),
        Number(f64),
        Flag(bool),
        Many(Vec<Ant>),
        One(Box<Ant>),
        Unknown(Value),
    }

    impl Union for Kind {
        const BRANCHES: &'static [Branch<Self>] = &[
            Branch::new("Text", Kinds::TEXT, |value| {
                union_::branch(value, Self::Text)
            }),
            Branch::new("Number", Kinds::NUMBER, |value| {
                union_::branch(value, Self::Number)
            }),
            Branch::new("Flag", Kinds::BOOLEAN, |value| {
                union_::branch(value, Self::Flag)
            }),
            Branch::new("Many", Kinds::ARRAY, |value| {
                union_::branch(value, Self::Many)
            }),
            Branch::new("One", Kinds::OBJECT, |value| {
                union_::branch(value, Self::One)
            }),
        ];

        fn unknown(value: Value) -> Option<Self> {
            Some(Self::Unknown(value))
        }
    }

    impl<'de> Deserialize<'de> for Kind {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            union_::deserialize(deserializer)
        }
    }
}

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// So many readings are a turn, and so many turns are taken.
const READINGS: u32 = 2_000;
const TURNS: usize = 200;

/// Structs as a careful person writes them, and the enum of the first so many.
mod derived {
    use super::Deserialize;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    #[expect(clippy::option_option, reason = "absent and null are two things")]
    pub(crate) struct Order {
        id: String,
        paid: bool,
        total: Option<f64>,
        #[serde(default)]
        discount: Option<Option<f64>>,
        address: Option<Line>,
        lines: Vec<Line>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    pub(crate) struct Line {
        sku: String,
        count: i64,
        text: Option<String>,
    }

    /// The branches differ in two words.
    macro_rules! branches {
        ($($name:ident $property:ident)*) => {$(
            #[derive(Deserialize)]
            #[allow(clippy::struct_field_names, reason = "a branch is told by a property of its name")]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) struct $name {
                id: String,
                name: Option<String>,
                age: Option<i64>,
                $property: String,
            }
        )*};
    }

    /// The unions differ in how many of the branches they have.
    macro_rules! unions {
        ($($name:ident: $($branch:ident)*;)*) => {$(
            #[derive(Deserialize)]
            #[serde(untagged)]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) enum $name {
                $($branch($branch),)*
            }
        )*};
    }

    branches! {
        Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay
        Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad
    }

    unions! {
        Two: Ant Bee;
        Five: Ant Bee Cow Dog Eel;
        Twenty: Ant Bee Cow Dog Eel Fox Gnu Hen Ibis Jay Kite Lynx Mole Newt Owl Pig Quail Rat Seal Toad;
    }
}

/// The same records and unions, derived.
mod wide {
    use super::Deserialize;

    macro_rules! records {
        ($($name:ident $property:ident)*) => {$(
            #[derive(Deserialize)]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            #[allow(clippy::struct_field_names, reason = "a branch is told by a property of its name")]
            pub(crate) struct $name {
                id: String,
                kind: String,
                name: Option<String>,
                age: Option<i64>,
                created_at: String,
                note: Option<String>,
                active: bool,
                score: Option<f64>,
                $property: String,
            }
        )*};
    }

    macro_rules! unions {
        ($($name:ident: $($branch:ident)*;)*) => {$(
            #[derive(Deserialize)]
            #[serde(untagged)]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) enum $name {
                $($branch(Box<$branch>),)*
            }
        )*};
    }

    records! {
        Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad
    }

    unions! {
        Two: Ant Bee;
        Five: Ant Bee Cow Dog Eel;
        Twenty: Ant Bee Cow Dog Eel Fox Gnu Hen Ibis Jay Kite Lynx Mole Newt Owl Pig Quail Rat Seal Toad;
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    pub(crate) enum Kind {
        Text(String),
        Number(f64),
        Flag(bool),
        Many(Vec<Ant>),
        One(Box<Ant>),
    }
}

fn main() {
    let line = |number| format!(r#"{{"sku":"A-{number}","count":{number},"text":"a few words"}}"#);
    let lines: Vec<String> = (1..=20).map(line).collect();
    let order = format!(
        r#"{{"id":"2024-17","paid":true,"total":17.25,"discount":null,"address":{},"lines":[{}]}}"#,
        line(0),
        lines.join(",")
    );
    let branch = |property| format!(r#"{{"id":"17","name":"Ida","age":4,"{property}":"grey"}}"#);
    compare::<models::Order, derived::Order>("a record, 1.0 is asked for", &order);
    compare::<models::Two, derived::Two>("a union of 2, 3.0 is asked for", &branch("bee"));
    compare::<models::Five, derived::Five>("a union of 5, 3.0 is asked for", &branch("eel"));
    compare::<models::Twenty, derived::Twenty>("a union of 20, 3.0 is asked for", &branch("toad"));
    compare_wide();
}

fn compare_wide() {
    let branch = |property| {
        format!(
            r#"{{"id":"17f2c0","kind":"{property}","name":"Ida","age":4,"created_at":"2026-01-31T10:00:00Z","note":"a few words","active":true,"score":0.75,"{property}":"grey"}}"#
        )
    };
    let (bee, eel, toad) = (branch("bee"), branch("eel"), branch("toad"));
    compare::<written::Bee, wide::Bee>("such a record alone", &bee);
    compare::<written::TwoTagged, wide::Two>("2 by a tag or const, 3.0 is asked for", &bee);
    compare::<written::FiveTagged, wide::Five>("5 by a tag or const", &eel);
    compare::<written::TwentyTagged, wide::Twenty>("20 by a tag or const", &toad);
    compare::<written::TwoRequired, wide::Two>("2 by a required property", &bee);
    compare::<written::FiveRequired, wide::Five>("5 by a required property", &eel);
    compare::<written::TwentyRequired, wide::Twenty>("20 by a required property", &toad);
    compare::<written::Kind, wide::Kind>("5 by the JSON type, a number", "17.25");
    compare::<written::Kind, wide::Kind>("5 by the JSON type, an object", &branch("ant"));
    let many = format!("[{}]", vec![branch("ant"); 20].join(","));
    compare::<written::Kind, wide::Kind>("5 by the JSON type, an array of 20", &many);
    // No union can be faster than its branch alone.
    compare::<written::Bee, wide::Two>("the branch alone against the union of 2", &bee);
}

/// A line for two types that read the same.
fn compare<Generated: DeserializeOwned, Derived: DeserializeOwned>(name: &str, json: &str) {
    assert!(serde_json::from_str::<Generated>(json).is_ok(), "{json}");
    assert!(serde_json::from_str::<Derived>(json).is_ok(), "{json}");
    let (mut generated, mut derived) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        generated = generated.min(turn::<Generated>(json));
        derived = derived.min(turn::<Derived>(json));
    }
    let ratio = derived.as_secs_f64() / generated.as_secs_f64();
    println!(
        "{name}: {ratio:.2} times as fast ({:?} and {:?})",
        generated / READINGS,
        derived / READINGS
    );
}

fn turn<T: DeserializeOwned>(json: &str) -> Duration {
    let start = Instant::now();
    for _ in 0..READINGS {
        black_box(serde_json::from_str::<T>(black_box(json)).is_ok());
    }
    start.elapsed()
}
